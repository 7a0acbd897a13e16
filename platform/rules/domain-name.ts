import { dashboardHosts } from './host.ts';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const name = new RegExp(`^(?:\\*\\.)?${label}(?:\\.${label})+$`);

/** As it is compared; null for what cannot be the domain of an app: no name, or one that the platform gives out itself. */
export function domainName(typed: string, baseDomain: string): string | null {
  const host = typed.trim().toLowerCase().replace(/\.$/, '');
  if (!name.test(host) || host.length > 253) return null;
  const isOurs = dashboardHosts(baseDomain).includes(host) || host.endsWith(`.${baseDomain}`);
  return isOurs || /^[\d.]+$/.test(host) ? null : host;
}
