// What is asked for on this page, and the way to ask for something else: both are the address.
import { useLocation, useNavigate } from 'react-router';
import { type Asked, askedAddress, nothingAsked, readAsked } from '../address/asked.ts';
import { type Narrowing, noNarrowing, readNarrowing, windowSorts } from '../address/narrowing.ts';

export interface AskingHere {
  /** Nothing on every page but the results. */
  asked: Asked;
  ask(wanted: Asked, how?: HowToAsk): void;
}

interface HowToAsk {
  /** In place of this entry of the history. Default false. */
  replace?: boolean;
  /** Stay where the page is scrolled to. Default false. */
  keepScroll?: boolean;
  /** Default: what narrows the results here; the order goes, since "best match" is what a search is for. */
  narrowing?: Narrowing;
}

export function useAsked(): AskingHere {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(pathname === '/' ? search : '');
  const here: Narrowing = pathname === '/' ? readNarrowing(params, windowSorts) : noNarrowing;
  return {
    asked: pathname === '/' ? readAsked(params) : nothingAsked,
    ask(wanted, { replace = false, keepScroll = false, narrowing = { ...here, sort: null } } = {}) {
      const address = askedAddress(wanted, narrowing);
      if (address !== pathname + search) navigate(address, { replace, state: { keepScroll } });
    },
  };
}
