import { card, chip, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Certificate, Domain, Https } from '../../../rules/resources.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface DomainsPage {
  readonly app: string;
  readonly domains: readonly Domain[];
  readonly certificates: readonly Certificate[];
  readonly https: Https;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault?: PageFault | null;
  /** The host that was refused. */
  readonly typed?: string;
}

/** The names under which people reach the app, what vouches for each, and how HTTPS is spoken. */
export function domainsPage(page: DomainsPage): Html {
  const { app, domains, visitor, fault } = page;
  const mayChange = visitor.may('change');
  return dashboardPage({
    title: 'Domains',
    visitor,
    app: { name: app, tab: 'domains' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${card({
      title: 'Names',
      say: several(domains.length, 'name'),
      flush: true,
      body: table({
        caption: `Domains of ${app}`,
        cards: true,
        columns: [{ label: 'Name' }, { label: 'Certificate' }, { label: 'DNS record' }, { label: 'Remove', hidden: true }],
        rows: domains.map((domain) => domainRow(page, domain)),
      }),
    })}
    ${mayChange ? html`<div class="r-two start">${addCard(page)}${httpsCard(page)}</div>${certificatesCard(page)}` : onlyFor('change')}`,
  });
}

function headlineOf({ app, domains, https }: DomainsPage): StatusSentence {
  const failed = domains.find(({ failure }) => failure !== null);
  if (failed) return { state: 'late', sentence: `${failed.host} has no certificate yet.`, detail: failed.failure };
  const own = domains.filter(({ kind }) => kind === 'own').length;
  const detail =
    https.port === null
      ? html`HTTPS is not spoken here. <code>ROSTRA_TLS_PORT=443 npx rostra up</code> starts it.`
      : `HTTPS is spoken on port ${https.port}.`;
  if (own === 0) return { state: 'idle', icon: 'link-45deg', sentence: `${app} has no domain of its own.`, detail };
  return { state: 'ok', sentence: `People reach ${app} by ${several(own, 'domain')} of its own.`, detail };
}

const certificateWords = { own: 'your own', acme: 'automatic', local: 'of this machine' } as const;

function domainRow({ app, visitor, nowMs }: DomainsPage, domain: Domain): TableRow {
  const { host, kind, certificate, validUntil, failure, nextTryAt } = domain;
  const until = validUntil === null ? '' : `, until ${validUntil.slice(0, 10)}`;
  const state =
    failure !== null
      ? html`${chip('late', 'not yet')} <span class="r-small">${failure}${nextTryAt !== null && ` Next try ${clockTime(nextTryAt, nowMs)}.`}</span>`
      : certificate === null
        ? html`<span class="r-muted">none</span>`
        : html`${chip(certificate === 'local' ? 'idle' : 'ok', certificateWords[certificate])}${until}`;
  const canRemove = kind === 'own' && visitor.may('change');
  return [
    html`<b class="r-wrap">${host}</b>`,
    state,
    kind === 'own' ? dnsRecord(host) : html`<span class="r-muted">the platform’s own</span>`,
    canRemove && removeForm(app, host, visitor),
  ];
}

/** What to set where the name was bought. */
function dnsRecord(host: string): Html {
  return html`<code class="r-wrap">${host}. A</code> <span class="r-muted">the address of this machine (AAAA for IPv6)</span>`;
}

function removeForm(app: string, host: string, visitor: Visitor): Html {
  return html`<form method="post" action="${paths.removeDomain(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="host" value="${host}"><button class="r-icon" aria-label="Remove ${host}" title="Remove ${host}">${icon('trash')}</button></form>`;
}

function addCard({ app, visitor, typed }: DomainsPage): Html {
  return card({
    title: 'Add a domain',
    say: 'the app answers to it at once; the DNS record comes from you',
    body: html`<form class="r-stack" method="post" action="${paths.domains(app)}">${csrfField(visitor.csrf)}${field({ name: 'host', label: 'Host name', type: 'text', value: typed ?? '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'tab.example.org' } })}<div class="r-buttons"><button class="btn btn-primary">${icon('plus-lg')}Add</button></div></form>`,
  });
}

function httpsCard({ app, https, visitor }: DomainsPage): Html {
  const redirects = [
    { value: 'auto', label: 'as soon as a host has a certificate that everybody trusts' },
    { value: 'on', label: 'always' },
    { value: 'off', label: 'never' },
  ];
  return card({
    title: 'HTTPS',
    body: html`<form class="r-stack" method="post" action="${paths.https(app)}">${csrfField(visitor.csrf)}${field({ name: 'acme', label: 'Ask for certificates by itself, and renew them', type: 'checkbox', value: https.acme })}${field({ name: 'redirect', label: 'Send visitors on to HTTPS', type: 'select', value: https.redirect, options: redirects })}${field({ name: 'hsts', label: 'Tell browsers to come by HTTPS only, for a year', type: 'checkbox', value: https.hstsSeconds > 0 })}<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form>`,
  });
}

function certificatesCard({ app, certificates, visitor }: DomainsPage): Html {
  const rows = certificates.map(({ id, source, hosts, validUntil, renewsAt }): TableRow => [
    html`<span class="r-wrap">${hosts.join(', ')}</span>`,
    certificateWords[source],
    validUntil.slice(0, 10),
    renewsAt === null ? html`<span class="nil">–</span>` : renewsAt.slice(0, 10),
    html`<form method="post" action="${paths.removeCertificate(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="id" value="${id}"><button class="r-icon" aria-label="Remove certificate ${id}" title="Remove certificate ${id}">${icon('trash')}</button></form>`,
  ]);
  const columns = [{ label: 'For' }, { label: 'Kind' }, { label: 'Until' }, { label: 'Renewed on' }, { label: 'Remove', hidden: true }];
  return card({
    title: 'Certificates',
    say: rows.length === 0 ? 'none was brought or asked for' : several(rows.length, 'certificate'),
    body: html`${rows.length > 0 && table({ caption: `Certificates of ${app}`, cards: true, columns, rows })}<details class="r-more-line"><summary>Bring one of your own</summary><form class="r-stack" method="post" action="${paths.addCertificate(app)}">${csrfField(visitor.csrf)}${field({ name: 'certificate', label: 'Certificate, followed by those that vouch for it (PEM)', type: 'textarea', required: true, attributes: { rows: 5, spellcheck: 'false' } })}${field({ name: 'key', label: 'Its key, without a passphrase (PEM)', type: 'textarea', required: true, attributes: { rows: 5, spellcheck: 'false' } })}<div class="r-buttons"><button class="btn btn-outline">${icon('lock')}Use it</button></div></form></details>`,
  });
}
