// What the settings say about fetching: the same for workers, the demo shop and a dry run.
import type { Config } from '../config.ts';

/** @param moreHosts private hosts that this process itself serves, such as the demo shop's */
export function fetcherOptionsOf(
  config: Pick<Config, 'allowHosts' | 'contact'>,
  moreHosts: readonly string[] = [],
): { allowHosts: string[]; contact?: string } {
  return {
    allowHosts: [...config.allowHosts, ...moreHosts],
    ...(config.contact === undefined ? {} : { contact: config.contact }),
  };
}
