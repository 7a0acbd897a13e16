import { icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Permission } from '../../../rules/permissions.ts';
import { stepNames } from '../../../rules/round-stage.ts';
import { paths as assistantPaths } from '../../assistant/paths.ts';
import { checkInPaths } from '../check-in-paths.ts';
import { publishPaths } from '../publish-paths.ts';
import { registrationPaths } from '../registration-paths.ts';
import { paths } from '../routes.ts';
import type { Event, EventTab, TabPage } from './frame.ts';

interface Entry {
  readonly label: string;
  readonly href: string;
  readonly tab: EventTab;
  /** Who does not have it does not see the entry. */
  readonly needs?: Permission;
  /** Stands in the row where there is room; the others are always in the menu. */
  readonly isOften?: boolean;
}

interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** The row below the bar: the round line and the round, what is often needed, and a menu with the rest. It works without a script. */
export function eventMenu(event: Event, page: Pick<TabPage, 'tab' | 'visitor'>): Html {
  const may = page.visitor.may ?? (() => true);
  const groups = groupsOf(event.slug)
    .map(({ title, entries }) => ({ title, entries: entries.filter(({ needs }) => needs === undefined || may(needs)) }))
    .filter(({ entries }) => entries.length > 0);
  const all = groups.flatMap(({ entries }) => entries);
  const isInRow = ({ isOften, tab }: Entry): boolean => isOften === true || tab === page.tab;
  return html`<nav class="r-tabs r-nav" aria-label="Tournament">${link({ label: 'Round line', href: paths.overview(event.slug), tab: 'overview' }, page.tab)}${roundLink(event, page.tab)}${all
    .filter(isInRow)
    .map(
      (entry) => html`<span class="${entry.tab === page.tab ? 'here' : 'often'}">${link(entry, page.tab)}</span>`,
    )}<span class="r-grow"></span><details><summary>Menu ${icon('chevron-down')}</summary><div class="r-menu">${roundsGroup(event)}${groups.map(
    ({ title, entries }) => html`<section><h2>${title}</h2>${entries.map((entry) => link(entry, page.tab))}</section>`,
  )}</div></details></nav>`;
}

function groupsOf(slug: string): readonly Group[] {
  return [
    {
      title: 'Results',
      entries: [
        { label: 'Standings', href: paths.standings(slug), tab: 'standings', needs: 'view.teamstandings', isOften: true },
        { label: 'Break', href: paths.breaks(slug), tab: 'breaks', needs: 'view.break', isOften: true },
        { label: 'Feedback', href: paths.feedback(slug), tab: 'feedback', needs: 'view.feedbackoverview', isOften: true },
        { label: 'Queue', href: assistantPaths.queue(slug), tab: 'queue', needs: 'add.ballotsubmission' },
      ],
    },
    {
      title: 'Tournament',
      entries: [
        { label: 'Motions', href: paths.motions(slug), tab: 'motions', needs: 'view.roundmotion', isOften: true },
        { label: 'People', href: paths.people(slug), tab: 'people', needs: 'view.particpants', isOften: true },
        { label: 'Check-in', href: checkInPaths.people(slug), tab: 'check-in', needs: 'view.checkin' },
        { label: 'Registration', href: registrationPaths.slots(slug), tab: 'registration', needs: 'view.registration' },
        { label: 'Messages', href: paths.messages(slug), tab: 'messages', needs: 'view.emails' },
        { label: 'Set-up', href: paths.setup(slug), tab: 'setup', needs: 'view.settings', isOften: true },
        { label: 'Settings', href: paths.settings(slug), tab: 'settings', needs: 'view.settings', isOften: true },
      ],
    },
    {
      title: 'House',
      entries: [
        { label: 'Public site', href: publishPaths.publicSite(slug), tab: 'public-site', needs: 'view.settings' },
        { label: 'Take away', href: paths.takeAway(slug), tab: 'take-away', needs: 'export.xml' },
        { label: 'Users', href: paths.users(slug), tab: 'users', needs: 'view.users' },
        { label: 'Log', href: paths.log(slug), tab: 'log', needs: 'view.actionlogentry' },
      ],
    },
  ];
}

function link({ label, href, tab }: Entry, current: EventTab | undefined): Html {
  return html`<a href="${href}"${tab === current && html` aria-current="page"`}>${label}</a>`;
}

/** The round on the screen, or the one being played; its steps stand on its own pages. */
function roundLink({ slug, round }: Event, current: EventTab | undefined): Html | null {
  if (round === null) return null;
  const isHere = current === 'history' || stepNames.some((step) => step === current);
  return html`<a href="${paths.round(slug, round.seq)}"${isHere && html` aria-current="true"`}>${round.name}</a>`;
}

const symbols = { over: 'check-circle-fill', on: 'hourglass-split', 'to come': 'dash-lg' } as const;
const states = { over: 'ok', on: 'wait', 'to come': 'idle' } as const;

function roundsGroup({ slug, rounds, round }: Event): Html | null {
  if (rounds.length < 2) return null;
  return html`<section><h2>Rounds</h2>${rounds.map(
    ({ seq, name, state }) =>
      html`<a href="${paths.round(slug, seq)}" class="${states[state]}"${seq === round?.seq && html` aria-current="true"`}>${icon(symbols[state])} ${name}<span class="r-sr">, ${state}</span></a>`,
  )}</section>`;
}
