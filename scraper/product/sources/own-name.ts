// Tells a shop's own name from a brand's.
import { type PageIdentity, titleKey } from './page-identity.ts';

/** Names of hosts that say nothing of the shop: `www2.shop.example`, `m.shop.example`. */
const serviceLabel = /^(www\d*|shop|store|m|mobile|en|de|fr|es|it|us|uk|eu)$/;

/** True when `name` is the shop's: the main word of its address, what it calls itself, or a whole word of that. */
export function isOwnName(name: string, identity: PageIdentity): boolean {
  const key = titleKey(name);
  if (key === '') return false;
  const labels = (URL.parse(identity.baseUrl)?.hostname ?? '')
    .split('.')
    .filter((label) => !serviceLabel.test(label));
  const host = labels.join('.');
  if (key === titleKey(labels[0] ?? '') || key === titleKey(host)) return true;
  const { siteName } = identity;
  if (siteName === null) return false;
  return (
    key === titleKey(siteName) ||
    (key.length > 3 && siteName.split(/\s+/).some((word) => titleKey(word) === key))
  );
}
