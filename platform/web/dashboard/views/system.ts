import { card, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { NewProgram, UpdateStatus } from '../../../rules/program-record.ts';
import type { PlatformStatus } from '../../../rules/resources.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, livePart, onlyFor, region, type Visitor } from './frame.ts';

export interface SystemPage {
  readonly status: PlatformStatus;
  /** The last one; null: there was none. */
  readonly update: UpdateStatus | null;
  /** What was asked for. */
  readonly source: string;
  /** What is there, looked at; null: nothing was asked for. */
  readonly offer: NewProgram | null;
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
}

/** The installation itself. */
export function systemPage(page: SystemPage): Html {
  const { status, update, visitor, fault } = page;
  const isUnderWay = update?.endedAt === null;
  return dashboardPage({
    title: 'System',
    visitor,
    place: 'system',
    isLive: isUnderWay,
    body: html`${isUnderWay ? livePart(paths.systemLive(), region('update', updatePart(status, update))) : updatePart(status, update)}${faultBanner(fault)}
    ${visitor.may('own') ? html`${!isUnderWay && offerPart(page)}<div class="r-two start">${!isUnderWay && lookCard(page)}${backupCard(page)}</div>` : onlyFor('own')}`,
  });
}

/** Which program runs, and how the last update went. */
export function updatePart(status: PlatformStatus, update: UpdateStatus | null): Html {
  return statusSentence(update === null ? runs(status) : outcomeOf(status, update));
}

const runs = ({ version, apps }: PlatformStatus): StatusSentence => ({
  state: 'ok',
  icon: 'hdd-stack',
  sentence: `Rostra ${version} runs.`,
  detail: `${apps === 1 ? 'One app is' : `${apps} apps are`} in its care.`,
});

function outcomeOf(status: PlatformStatus, { state, from, to, words, actor }: UpdateStatus): StatusSentence {
  const sentences: Record<UpdateStatus['state'], StatusSentence> = {
    preparing: {
      state: 'wait',
      sentence: `Rostra ${to} is prepared.`,
      detail: `${actor} began it. Every database and the state are backed up first; apps go on.`,
    },
    switching: {
      state: 'wait',
      sentence: `Rostra ${to} takes the place of ${from}.`,
      detail: 'Apps go on. For some seconds this page has nobody who answers; load it again then.',
    },
    done: { ...runs(status), detail: `It was ${from} before.` },
    failed: { state: 'late', sentence: `Rostra ${status.version} runs as before.`, detail: `${to} was not put into its place: ${words}` },
    'rolled back': {
      state: 'late',
      sentence: `Rostra ${status.version} runs as before.`,
      detail: `${to} was not healthy and was taken back. ${words}`,
    },
  };
  return sentences[state];
}

function offerPart({ offer, source, visitor }: SystemPage): Html | null {
  if (offer === null) return null;
  const { from, version, notes } = offer;
  return card({
    title: `Rostra ${version}`,
    say: version === from ? 'the version that runs' : `in the place of ${from}`,
    body: html`<div class="r-stack"><p>It is as its maker signed it.${notes === '' && ' It says nothing of what is new.'}</p>
    ${notes !== '' && html`<pre class="r-wrap">${notes}</pre>`}
    <p>Every database and the state are backed up, then one process after another is exchanged while apps go on. When the new one is not healthy within a minute, this one and its state come back by themselves.</p>
    <form class="r-buttons" method="post" action="${paths.system()}">${csrfField(visitor.csrf)}<input type="hidden" name="source" value="${source}">${holdButton('Back up and update', 'primary')}</form></div>`,
  });
}

function lookCard({ source }: SystemPage): Html {
  return card({
    title: 'Another version',
    say: 'from a file, so it works without the internet',
    body: html`<form class="r-stack" method="get" action="${paths.system()}">
    ${field({ name: 'source', label: 'Where it is on this machine', type: 'text', value: source, required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: '/root/rostra-1.3.0.tgz' }, help: 'A folder or a tar file. Its signature is looked at first, and what is new in it is shown; nothing is changed.' })}
    <div class="r-buttons"><button class="btn btn-outline">${icon('search')}Look at it</button></div></form>`,
  });
}

function backupCard({ visitor }: SystemPage): Html {
  return card({
    title: 'All of it in one file',
    say: 'apps, data, certificates, people',
    body: html`<form class="r-stack" method="post" action="${paths.systemBackup()}">${csrfField(visitor.csrf)}<p>On an empty machine it brings everything back: <code class="r-wrap">rostra system:restore FILE</code></p>
    ${field({ name: 'passphrase', label: 'Passphrase that closes it', type: 'password', required: true, attributes: { autocomplete: 'new-password', minlength: 12 }, help: 'Four words that have nothing to do with one another. Without them the file is lost.' })}
    <div class="r-buttons"><button class="btn btn-outline">${icon('download')}Back up and download</button></div></form>`,
  });
}
