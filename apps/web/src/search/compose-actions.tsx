// On every card: more like this one, too; or not like it. Both go into what is being looked for.
import { useMatch } from 'react-router';
import { isAsked, nothingAsked } from '../address/asked.ts';
import { withProduct } from '../address/asked-changes.ts';
import type { Product } from '../api/answers.ts';
import { MinusIcon, PlusIcon } from '../frame/icons.tsx';
import { strings } from '../strings/strings.ts';
import { useAsked } from './use-asked.ts';
import './compose-actions.css';

interface ComposeActionsProps {
  product: Pick<Product, 'id' | 'title'>;
  /** Hears of it, too, when the product is said to be unlike. */
  onUnlike?: (() => void) | undefined;
}

export function ComposeActions({ product, onUnlike }: ComposeActionsProps) {
  const { asked, ask } = useAsked();
  const chosen = Number(useMatch('/similar/:productId')?.params.productId);
  // Beside a product's lookalikes, what is asked for is to be like that product.
  const here = chosen > 0 ? withProduct(nothingAsked, chosen, 1) : asked;
  const { plusThis, plusThisTitle, minusThis, minusThisTitle } = strings.asked;
  return (
    <span className="compose-actions">
      <button
        type="button"
        title={plusThis}
        aria-label={plusThisTitle(product.title)}
        onClick={() => ask(withProduct(here, product.id, 1))}
      >
        <PlusIcon />
      </button>
      {isAsked(here) && (
        <button
          type="button"
          title={minusThis}
          aria-label={minusThisTitle(product.title)}
          onClick={() => {
            onUnlike?.();
            ask(withProduct(here, product.id, -1));
          }}
        >
          <MinusIcon />
        </button>
      )}
    </span>
  );
}
