import { banner, card, chip, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { AlertChannel, AlertDelivery, AlertIncident, ChannelTest, NewAlertChannel } from '../../../rules/alert-resources.ts';
import { toldWhenWords } from '../../../rules/alerts/told-when.ts';
import { channelKinds, channelWords } from '../../../rules/alerts/channel.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';
import { incidentsCard } from './incidents.ts';

export interface AlertsPage {
  readonly incidents: readonly AlertIncident[];
  readonly channels: readonly AlertChannel[];
  readonly deliveries: readonly AlertDelivery[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
  /** Just made: its secret is shown this once. */
  readonly made: NewAlertChannel | null;
  /** What a test that was just made said. */
  readonly tests: readonly ChannelTest[] | null;
}

/** What is wrong now, what was, how people are told and whether that works. */
export function alertsPage(page: AlertsPage): Html {
  const { incidents, visitor, nowMs, fault, made, tests } = page;
  return dashboardPage({
    title: 'Alerts',
    visitor,
    place: 'alerts',
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${made && madeBanner(made)}${tests && testsBanner(tests)}
    ${incidentsCard({ incidents, nowMs, namesApps: true })}
    ${channelsCard(page)}
    ${visitor.may('change') ? addCard(visitor) : onlyFor('change')}
    ${deliveriesCard(page)}`,
  });
}

function headlineOf({ incidents, channels, nowMs }: AlertsPage): StatusSentence {
  const open = incidents.filter(({ isOpen }) => isOpen);
  const [first] = open;
  if (first === undefined) return channelsHeadline(channels);
  return {
    ...openWords(open, clockTime(first.openedAt, nowMs)),
    detail: `${first.app ?? 'This installation'}: ${first.facts.map(({ text }) => text).join('; ')}`,
  };
}

/** That half of a budget is spent is nothing wrong. */
function openWords(open: readonly AlertIncident[], since: string): Pick<StatusSentence, 'state' | 'icon' | 'sentence'> {
  const wrong = open.filter(({ severity }) => severity !== 'info').length;
  if (wrong === 0) return { state: 'idle', icon: 'bell', sentence: `Nothing is wrong; there is something to know since ${since}.` };
  const what = wrong === 1 ? 'One thing is' : `${wrong} things are`;
  return { state: open.some(({ severity }) => severity === 'critical') ? 'fail' : 'late', sentence: `${what} wrong since ${since}.` };
}

/** Nothing is wrong: would people hear of it? */
function channelsHeadline(channels: readonly AlertChannel[]): StatusSentence {
  const failing = channels.filter(({ state }) => state === 'failing');
  const untested = channels.filter(({ state }) => state === 'untested').length;
  if (channels.length === 0) {
    const detail = 'Add a channel below: e-mail, a chat, a webhook.';
    return { state: 'idle', icon: 'bell', sentence: 'Nobody is told when something goes wrong.', detail };
  }
  if (failing.length > 0) {
    const names = failing.map(({ name }) => name).join(', ');
    return {
      state: 'late',
      sentence: `${names} ${failing.length === 1 ? 'does' : 'do'} not take messages.`,
      detail: failing[0]?.failure ?? '',
    };
  }
  const works = channels.length === 1 ? 'The one channel works.' : `All ${channels.length} channels work.`;
  const detail = untested === 0 ? works : `${untested === 1 ? 'One channel was' : `${untested} channels were`} never tried: press Test.`;
  return { state: 'ok', sentence: 'Nothing is wrong.', detail };
}

function madeBanner({ name, kind, secret }: NewAlertChannel): Html {
  const detail =
    kind === 'webhook'
      ? html`It signs with <code class="r-wrap">${secret}</code>, which is shown this once.`
      : 'Press Test to see that it works.';
  return banner({ kind: 'recovered', text: `The channel ${name} is there.`, detail });
}

function testsBanner(tests: readonly ChannelTest[]): Html {
  const failed = tests.filter(({ ok }) => !ok);
  const detail = tests.map(({ channel, ok, failure, ms }) => html`<br>${channel}: ${ok ? `took it in ${ms} ms` : failure}`);
  return failed.length === 0
    ? banner({ kind: 'recovered', text: 'The test went out.', detail: html`${detail}` })
    : banner({ kind: 'failed', text: `${several(failed.length, 'channel')} did not take the test.`, detail: html`${detail}` });
}

const channelStates = { ok: 'ok', untested: 'idle', failing: 'fail' } as const;
const channelStateWords = { ok: 'works', untested: 'never tried', failing: 'fails' } as const;

function channelsCard(page: AlertsPage): Html {
  const { channels, visitor, nowMs } = page;
  const rows = channels.map((channel): TableRow => {
    const { name, kind, address, relay, state, failure, usedAt, allowsLoopback } = channel;
    return [
      html`<b>${name}</b>`,
      html`${channelWords[kind]}${kind !== 'heartbeat' && html` <span class="r-muted r-small">${toldWhenWords(channel)}</span>`}`,
      html`<span class="r-wrap">${address}</span>${relay !== null && html` <span class="r-muted r-small r-wrap">by ${relay}</span>`}${allowsLoopback && html` ${chip('late', 'this machine, for trials')}`}`,
      html`${chip(channelStates[state], channelStateWords[state])}${failure !== null && html` <span class="r-small">${failure}</span>`}${usedAt !== null && html` <span class="r-muted r-small">${clockTime(usedAt, nowMs)}</span>`}`,
      html`<div class="r-buttons">${visitor.may('operate') && testForm(visitor, name)}${visitor.may('change') && removeForm(visitor, name)}</div>`,
    ];
  });
  const columns = [{ label: 'Name' }, { label: 'Kind' }, { label: 'To' }, { label: 'State' }, { label: 'Test', hidden: true }];
  return card({
    title: 'How people are told',
    say: rows.length === 0 ? 'nobody is told' : 'and this page, always',
    aside: rows.length > 1 && visitor.may('operate') ? testForm(visitor, '') : null,
    flush: true,
    body:
      rows.length === 0
        ? html`<p class="r-muted r-pad">There is no channel.</p>`
        : html`${table({ caption: 'Channels', cards: true, columns, rows })}${visitor.may('change') && hoursForms(page)}`,
  });
}

function testForm(visitor: Visitor, name: string): Html {
  const label = name === '' ? 'Test all' : 'Test';
  return html`<form method="post" action="${paths.testChannels()}">${csrfField(visitor.csrf)}<input type="hidden" name="name" value="${name}"><button class="btn btn-outline" ${name !== '' && html`aria-label="Test ${name}"`}>${icon('broadcast')}${label}</button></form>`;
}

/** When somebody wants to be told; what is critical comes at any hour. */
function hoursForms({ channels, visitor }: AlertsPage): Html {
  const told = channels.filter(({ kind }) => kind !== 'heartbeat');
  return html`<div class="r-pad r-stack">${told.map((channel) => hoursForm(visitor, channel))}</div>`;
}

function hoursForm(visitor: Visitor, { name, quietHours, digestAt, timezone }: AlertChannel): Html {
  const text = { autocomplete: 'off', spellcheck: 'false' };
  const quiet = {
    value: quietHours ?? '',
    attributes: { ...text, placeholder: '22:00-07:00' },
    help: 'What is not critical waits for their end.',
  };
  const digest = { value: digestAt ?? '', help: 'What is not critical comes as one message. Empty: as it happens.' };
  return html`<details class="r-more-line"><summary>When ${name} tells people</summary><form class="r-form-grid" method="post" action="${paths.channelHours()}">${csrfField(visitor.csrf)}<input type="hidden" name="name" value="${name}">
    ${field({ name: 'quiet', id: `quiet-${name}`, label: 'Quiet hours', type: 'text', ...quiet })}
    ${field({ name: 'digest', id: `digest-${name}`, label: 'Once a day, at', type: 'time', ...digest })}
    ${field({ name: 'timezone', id: `zone-${name}`, label: 'Time zone', type: 'text', value: timezone, attributes: text })}
    <button class="btn btn-outline">Save</button></form></details>`;
}

function removeForm(visitor: Visitor, name: string): Html {
  return html`<form method="post" action="${paths.removeChannel()}">${csrfField(visitor.csrf)}<input type="hidden" name="name" value="${name}"><button class="r-icon" aria-label="Remove ${name}" title="Remove ${name}">${icon('trash')}</button></form>`;
}

function addCard(visitor: Visitor): Html {
  const options = channelKinds.map((kind) => ({ value: kind, label: channelWords[kind] }));
  const relay = 'How e-mail leaves (only for e-mail)';
  return card({
    title: 'Add a channel',
    say: 'calls go to public addresses only',
    body: html`<form class="r-stack" method="post" action="${paths.addChannel()}">${csrfField(visitor.csrf)}<div class="r-inline">${field({ name: 'kind', label: 'Kind', type: 'select', value: 'email', options })}${field({ name: 'name', label: 'Name', type: 'text', value: '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'team' } })}</div>${field({ name: 'address', label: 'To: e-mail addresses with commas between them, or a URL', type: 'text', value: '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'ada@example.org' } })}${field({ name: 'relay', label: relay, type: 'text', value: '', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'smtp://user:password@mail.example.org:587' } })}<div class="r-buttons"><button class="btn btn-primary">${icon('plus-lg')}Add</button></div></form>`,
  });
}

const deliveryStates = { sent: 'ok', waiting: 'wait', dead: 'fail' } as const;
const deliveryWords = { sent: 'sent', waiting: 'on its way', dead: 'given up' } as const;

function deliveriesCard({ deliveries, visitor, nowMs }: AlertsPage): Html | null {
  if (deliveries.length === 0) return null;
  const rows = deliveries.slice(0, 20).map((delivery): TableRow => {
    const { id, createdAt, channel, subject, state, failure } = delivery;
    const again = html`<form method="post" action="${paths.resendAlert()}">${csrfField(visitor.csrf)}<input type="hidden" name="id" value="${id}"><button class="btn btn-outline">Send again</button></form>`;
    return [
      clockTime(createdAt, nowMs),
      channel,
      html`<span class="r-wrap">${subject}</span>`,
      html`${chip(deliveryStates[state], deliveryWords[state])}${failure !== null && html` <span class="r-small">${failure}</span>`}`,
      state === 'dead' && visitor.may('operate') && again,
    ];
  });
  const columns = [{ label: 'When' }, { label: 'By' }, { label: 'What' }, { label: 'State' }, { label: 'Again', hidden: true }];
  return card({
    title: 'Messages',
    say: 'newest first',
    flush: true,
    body: table({ caption: 'Messages that went out', cards: true, columns, rows }),
  });
}
