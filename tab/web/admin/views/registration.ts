import { card, chip, csrfField, emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html, type HtmlValue } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { registrationSubjects, type RegistrationSubject } from '../../../rules/registration/form.ts';
import { adjudicatorsOwed, isWaiting, type Slots } from '../../../rules/registration/slots.ts';
import { registrationPaths } from '../registration-paths.ts';
import { paths } from '../routes.ts';
import { dayTime } from './clock-time.ts';
import { mayIn, tabPage, type Event, type PageFault, type Visitor } from './frame.ts';

interface ShownInstitution extends Slots {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly payment: string;
  readonly registeredAt: Date | null;
  readonly coaches: readonly string[];
}

export interface SlotsPage {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  /** First come first. */
  readonly institutions: readonly ShownInstitution[];
  readonly asksForSlots: boolean;
  readonly openForms: number;
  /** Where the public registers. */
  readonly publicUrl: string;
  readonly mayAllot: boolean;
  readonly maySeeAnswers: boolean;
  readonly timezone: string;
}

/** Institutions with what they asked for, what they are given and what they have brought. */
export function slotsPage(page: SlotsPage): Html {
  const { visitor, event, fault, institutions, openForms, publicUrl } = page;
  const waiting = institutions.filter(isWaiting).length;
  return tabPage({
    title: 'Registration',
    visitor,
    event,
    fault,
    tab: 'registration',
    body: html`${statusSentence({
      state: waiting > 0 ? 'wait' : openForms > 0 ? 'ok' : 'idle',
      sentence: headline(page, waiting),
      detail: html`${openForms > 0 && html`Open to everybody at <a href="${publicUrl}">${publicUrl}</a>. `}What is open and asked is in the ${settingsWord(visitor, event)}.`,
      actions: [html`<a class="btn btn-outline" href="${paths.setupKind(event.slug, 'questions')}">${icon('pencil')}Questions</a>`],
    })}${subjectsRow(page, null)}${
      institutions.length === 0
        ? emptyState({
            icon: 'list-ul',
            sentence: 'No institution yet',
            fact: 'Those that register, and those that are set up by hand, stand here.',
          })
        : slotsForm(page)
    }`,
  });
}

const settingsWord = (visitor: Visitor, { slug }: Event): Html =>
  mayIn(visitor, 'view.settings') ? html`<a href="${paths.settings(slug)}">settings</a>` : html`settings`;

function headline({ institutions, openForms }: SlotsPage, waiting: number): string {
  if (waiting > 0) return `${waiting} ${waiting === 1 ? 'institution waits' : 'institutions wait'} for slots.`;
  const registered = institutions.filter(({ registeredAt }) => registeredAt !== null).length;
  if (openForms === 0 && registered === 0) return 'Online registration is closed.';
  return `${registered} of ${institutions.length} institutions registered online${openForms === 0 ? '; registration is closed' : ''}.`;
}

function subjectsRow(
  { event, maySeeAnswers }: Pick<SlotsPage, 'event' | 'maySeeAnswers'>,
  current: RegistrationSubject | null,
): Html | null {
  if (!maySeeAnswers) return null;
  const link = (href: string, label: string, isHere: boolean): Html =>
    html`<a class="btn ${isHere ? 'btn-primary' : 'btn-outline'}" href="${href}"${isHere && html` aria-current="page"`}>${label}</a>`;
  return html`<nav class="r-buttons" aria-label="Registration">${link(registrationPaths.slots(event.slug), 'Slots', current === null)}${Object.entries(
    registrationSubjects,
  ).map(([subject, word]) => subjectLink(event.slug, { subject, word, current, link }))}</nav>`;
}

interface SubjectLink {
  readonly subject: string;
  readonly word: string;
  readonly current: RegistrationSubject | null;
  readonly link: (href: string, label: string, isHere: boolean) => Html;
}

function subjectLink(slug: string, { subject, word, current, link }: SubjectLink): Html {
  return link(`${registrationPaths.slots(slug)}/${subject}`, `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`, subject === current);
}

function slotsForm(page: SlotsPage): Html {
  const { visitor, event, institutions, asksForSlots, mayAllot } = page;
  const list = table({
    caption: 'Institutions and their slots',
    columns: [
      { label: 'Institution' },
      { label: 'Coach' },
      { label: 'Asked', word: 'asked: teams and adjudicators' },
      { label: 'Teams given' },
      { label: 'Adjudicators given' },
      { label: 'Here' },
      { label: 'Payment' },
    ],
    rows: institutions.map((institution) => slotsRow(institution, page)),
  });
  const asAsked =
    asksForSlots && html`<button class="btn btn-outline" name="as-asked" value="1">Give who has none what they asked for</button>`;
  return html`<form class="r-stack" method="post" action="${registrationPaths.slots(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}${card(
    {
      title: 'Slots',
      say: asksForSlots
        ? 'first come first; a coach registers as many as are given'
        : 'the settings ask for no slots: coaches register without limit',
      flush: true,
      body: list,
    },
  )}${mayAllot && html`<div class="r-buttons"><button class="btn btn-primary">Save</button>${asAsked}</div>`}</form>`;
}

function slotsRow(institution: ShownInstitution, { event, mayAllot, timezone }: SlotsPage) {
  const { id, name, code, coaches, registeredAt, teams, adjudicators, payment } = institution;
  const { teamsRequested, teamsAllocated, adjudicatorsRequested, adjudicatorsAllocated } = institution;
  const box = (field: string, value: string | number, label: string): HtmlValue =>
    mayAllot
      ? html`<input class="form-control r-input" name="${field}-${id}" value="${value}" aria-label="${label}, ${name}"${field === 'payment' ? html` maxlength="100"` : html` inputmode="numeric" size="3" maxlength="4"`}>`
      : value;
  const owed = adjudicatorsOwed({ teams, adjudicators });
  return {
    cells: [
      html`<a href="${paths.setupThing(event.slug, 'institutions', id)}"><b>${name}</b></a> <span class="r-muted">${code}</span>${registeredAt && html`<br><span class="r-muted r-small">since ${dayTime(registeredAt, timezone)}</span>`}<input type="hidden" name="was-${id}" value="${`${teamsAllocated}/${adjudicatorsAllocated}/${payment}`}">`,
      coaches.length === 0 ? html`<span class="nil">–</span>` : coaches.join(', '),
      teamsRequested + adjudicatorsRequested === 0 ? html`<span class="nil">–</span>` : `${teamsRequested} + ${adjudicatorsRequested}`,
      box('teams', teamsAllocated, 'Teams given'),
      box('adjudicators', adjudicatorsAllocated, 'Adjudicators given'),
      html`${teams} + ${adjudicators}${owed > 0 && html` ${chip('late', `${owed} ${owed === 1 ? 'adjudicator' : 'adjudicators'} short`)}`}`,
      box('payment', payment, 'Payment'),
    ],
    ...(isWaiting(institution) ? { state: 'late' as const } : {}),
  };
}

export interface RegistrantsPage {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly subject: RegistrationSubject;
  readonly timezone: string;
  /** Of the questions, in the order of the answers. */
  readonly headings: readonly string[];
  readonly rows: readonly {
    readonly id: number;
    readonly name: string;
    readonly from: string | null;
    readonly email: string;
    readonly registeredAt: Date | null;
    readonly answers: readonly string[];
  }[];
  /** Who may be there twice. */
  readonly twins: ReadonlySet<number>;
}

const kindOf = { institution: 'institutions', coach: 'coaches', team: 'teams', speaker: 'speakers', adjudicator: 'adjudicators' } as const;

/** Everybody of a kind with what they answered. */
export function registrantsPage({ visitor, event, subject, timezone, headings, rows, twins }: RegistrantsPage): Html {
  const word = registrationSubjects[subject];
  const registered = rows.filter(({ registeredAt }) => registeredAt !== null).length;
  return tabPage({
    title: `Registration: ${word}`,
    visitor,
    event,
    tab: 'registration',
    body: html`${statusSentence({
      state: twins.size > 0 ? 'late' : 'ok',
      sentence: `${registered} of ${rows.length} ${word} registered online.`,
      detail:
        twins.size > 0 ? `${twins.size} have a name or an address that somebody else of them has too.` : 'Nobody seems to be there twice.',
      actions: [
        html`<a class="btn btn-outline" href="${registrationPaths.answersFile(event.slug, subject)}">${icon('download')}As a file</a>`,
      ],
    })}${subjectsRow({ event, maySeeAnswers: true }, subject)}${card({
      title: 'Who, and what they answered',
      flush: true,
      body: table({
        caption: `Registration of ${word}`,
        columns: [
          { label: 'Name' },
          { label: 'From' },
          { label: 'E-mail' },
          { label: 'Registered' },
          ...headings.map((label) => ({ label })),
        ],
        rows: rows.map(({ id, name, from, email, registeredAt, answers }) => [
          html`<a href="${paths.setupThing(event.slug, kindOf[subject], id)}"><b>${name}</b></a>${twins.has(id) && html` ${chip('late', 'twice?')}`}`,
          from ?? html`<span class="nil">–</span>`,
          email === '' ? html`<span class="nil">–</span>` : email,
          registeredAt === null ? html`<span class="r-muted">by the tab room</span>` : dayTime(registeredAt, timezone),
          ...answers.map((answer) => (answer === '' ? html`<span class="nil">–</span>` : answer)),
        ]),
      }),
    })}`,
  });
}
