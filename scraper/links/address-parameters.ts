// Parameters of an address that never decide which page it is: campaigns, sessions, and the order a list is shown in.

/** Of advertisers, newsletters, analytics and shop systems' own statistics. Never a name that a shop could mean. */
const tracking =
  /^(utm_\w+|gclid|gclsrc|dclid|gbraid|wbraid|gad_\w+|fbclid|msclkid|srsltid|yclid|ymclid|twclid|ttclid|igshid|igsh|li_fat_id|epik|s_kwcid|ef_id|mc_[ce]id|mkt_tok|_hs(enc|mi)|hsctatracking|_k[xe]|_?trk(_\w+|parms|sid)|vero_(id|conv)|_ga|_gl|_gac|ref_src|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|wickedid|irclickid|cjevent|awc|_branch_match_id|pr_(prod_strat|rec_id|rec_pid|ref_pid|seq)|_(pos|psq|ss|fid)|queryid|itm_\w+|__cf_chl_\w+)$/i;

/** Sessions in the query; the path has `;jsessionid=`. */
const session =
  /^(phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|session_?id|zenid|oscsid|xtcsid|modsid|cfid|cftoken|sessid)$/i;

/** `sid` is a session's or a style's: digits alone are an id. */
const sessionIfNotNumber = /^_?sid$/i;

/** The order and looks of a list. What else such names might mean is told apart by their values. */
const arrangement: [name: RegExp, value: RegExp][] = [
  [/^(sort_?by|orderby|order_?by|sort_?order|sort_?dir(ection)?|product_list_(order|dir|mode|limit))$/i, /^/],
  [
    /^(sort|order|dir|direction|o)$/i,
    /^(asc|desc|price|name|newest|new|popular\w*|rating|relevance|position|date|best\w*|title|product\.\w|p\.\w|pd\.\w)/i,
  ],
  [/^(view|mode|display|layout|viewmode|view_?as)$/i, /^(grid|list|table|gallery|compact|tiles?)\d*$/i],
];

/** @param search the query with its `?`, or nothing; the rest keeps its order and escaping */
export function withoutUselessParameters(search: string): string {
  return keepParameters(search, (name) => name !== '' && !tracking.test(name));
}

/** @param text a path or a query with its `?` */
export function withoutSession(text: string): string {
  if (!text.startsWith('?')) {
    return text.includes(';') ? text.replace(/;(jsessionid|phpsessid|sid)=[^/;?]*/gi, '') : text;
  }
  return keepParameters(
    text,
    (name, value) => !session.test(name) && !(sessionIfNotNumber.test(name) && !/^\d{0,12}$/.test(value)),
  );
}

/** The same list without the order and looks that `search` asks for. */
export function withoutArrangement(search: string): string {
  return keepParameters(
    search,
    (name, value) => !arrangement.some(([names, values]) => names.test(name) && values.test(value)),
  );
}

function keepParameters(search: string, isKept: (name: string, value: string) => boolean): string {
  if (search.length < 2) return '';
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return pair !== '' && isKept(name, value);
    });
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
