import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CacheExplainWish } from './cache-verbs.ts';
import type { Control } from './control.ts';
import type { ExplainCall } from './router-link.ts';

/** At the app's own name when only a path is given. */
export function explainCall(
  { config }: Control,
  app: string,
  { url, cookie = '' }: CacheExplainWish,
): ExplainCall & { readonly sentHost: string } {
  const own = `http://${app}.${config.baseDomain}${config.port === 80 ? '' : `:${config.port}`}`;
  const address = URL.parse(url, own);
  if (address === null || !/^https?:$/.test(address.protocol))
    throw cacheClearWrong(`“${url}” is no address of a page: say /path or the whole address.`);
  const { host: sentHost, hostname, pathname, search, protocol } = address;
  return {
    app,
    sentHost,
    host: hostname,
    target: pathname + search,
    isEncrypted: protocol === 'https:',
    cookie: cookie === '' ? null : cookie,
  };
}

/** A wish to clear kept pages that contradicts itself. */
export function cacheClearWrong(message: string): RostraError {
  return new RostraError({ code: 'CACHE_CLEAR_WRONG', status: 422, message, hint: 'Say nothing more to clear every page of the app.' });
}
