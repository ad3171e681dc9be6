// Lets the photo that was clicked glide into its large place on the next page, where the browser can.
import type { MouseEvent } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';
import type { Product } from '../api/answers.ts';

const transitionName = 'chosen-photo';

/**
 * A click handler for the link to what looks like `product`. It only adds movement: new tabs, older browsers and
 * people who asked for less motion get the plain link.
 */
export function useGlide(to: string, product: Product): (event: MouseEvent<HTMLAnchorElement>) => void {
  const navigate = useNavigate();
  return (event) => {
    const plainClick =
      event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!plainClick || !document.startViewTransition || matchMedia('(prefers-reduced-motion)').matches)
      return;
    event.preventDefault();
    const photo = event.currentTarget.closest('.card')?.querySelector<HTMLElement>('.photo');
    // The name must stand once per page, and the page being left may have a chosen photo too.
    const former = document.querySelector<HTMLElement>('.chosen-photo .photo');
    if (former) former.style.viewTransitionName = 'none';
    if (photo) photo.style.viewTransitionName = transitionName;
    document.startViewTransition(() => {
      flushSync(() => navigate(to, { state: { product } }));
      if (photo) photo.style.viewTransitionName = '';
      if (former) former.style.viewTransitionName = '';
    });
  };
}
