// Tells a shop's own name from a brand's.
import { type PageIdentity, titleKey } from './page-identity.ts';

/** True when `name` is the shop's: the main word of its address, or what it calls itself. */
export function isOwnName(name: string, identity: PageIdentity): boolean {
  const key = titleKey(name);
  const host = (URL.parse(identity.baseUrl)?.hostname ?? '').replace(/^(www|shop|store|m)\./, '');
  const [label = ''] = host.split('.');
  return (
    key !== '' &&
    (key === titleKey(label) ||
      key === titleKey(host) ||
      (identity.siteName !== null && key === titleKey(identity.siteName)))
  );
}
