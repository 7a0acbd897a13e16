import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { SetRefused, WrongInput } from '../errors.ts';
import type { SetAdjudicator, SetInstitution, SetRound, SetTeam, TournamentSet } from '../rules/csv-set/set.ts';
import { formatPresetNames } from '../rules/presets/formats.ts';
import type { FormatPresetName } from '../rules/presets/formats.ts';
import { criterionFault, type NewCriterion } from '../rules/ballots/criteria.ts';
import type { DebateFlag, TeamFlag } from '../rules/draw/draw.ts';
import type { PanelPlace } from '../rules/debate.ts';
import { readSettings } from '../rules/settings.ts';
import type { SettingValues } from '../rules/settings.ts';
import { playedOf } from './archive-rounds.ts';
import { XmlNode } from './xml-node.ts';

/** A tournament as an archive tells it (tab spec section 10.4), every id still the archive's own. */
export interface Archive {
  readonly name: string;
  readonly shortName: string;
  readonly format: FormatPresetName;
  readonly settings: SettingValues;
  readonly set: TournamentSet;
  readonly rounds: readonly ArchiveRound[];
  readonly hasBreak: boolean;
  /** What the set of files has no place for, read as it stands. */
  readonly root: XmlNode;
  /** What speeches are scored by; empty where they have one score each. */
  readonly criteria: readonly NewCriterion[];
  readonly teamIds: readonly (readonly [string, SetTeam])[];
  readonly speakerIds: readonly (readonly [string, { readonly team: string; readonly place: number }])[];
  readonly adjudicatorIds: readonly (readonly [string, SetAdjudicator])[];
  readonly venueIds: readonly (readonly [string, string])[];
  readonly motionIds: readonly (readonly [string, string])[];
}

export interface ArchiveRound {
  readonly seq: number;
  readonly drawStatus: 'N' | 'D' | 'C' | 'R';
  readonly isCompleted: boolean;
  readonly areMotionsReleased: boolean;
  readonly debates: readonly ArchiveDebate[];
}

export interface ArchiveDebate {
  readonly id: string;
  readonly panel: readonly { readonly adjudicator: string; readonly place: PanelPlace }[];
  readonly venue: string | null;
  readonly motion: string | null;
  readonly bracket: number;
  readonly roomRank: number;
  readonly importance: number;
  readonly flags: readonly DebateFlag[];
  readonly sides: readonly ArchiveSide[];
  /** How many sheets tell its result; none while there is none. */
  readonly sheets: number;
}

export interface ArchiveSide {
  readonly team: string;
  readonly flags: readonly TeamFlag[];
  readonly veto: string | null;
  /** By sheet: 1 wins, or goes on. */
  readonly ranks: readonly (number | null)[];
  readonly speeches: readonly {
    readonly speaker: string | null;
    readonly isGhost: boolean;
    /** By sheet. */
    readonly scores: readonly (number | null)[];
    readonly ranks: readonly (number | null)[];
    /** By sheet and criterion; empty where the speech has one score. */
    readonly criteria: readonly (readonly (number | null)[])[];
  }[];
}

const styles: Readonly<Record<string, FormatPresetName>> = {
  bp: 'bp',
  australs: 'australs',
  'aus-easters': 'australian_easters',
  'nz-easters': 'nz_easters',
  cp: 'canadian',
  joynt: 'joynt_scroll',
  uadc: 'uadc',
  wsdc: 'wsdc',
};

/** Reads an archive; a fault says what is wrong with it in words. */
export function readArchive(xml: string): Archive {
  const root = rootOf(xml);
  const institutions = new Map(root.all('institution').map((node) => [node.text('id'), institutionOf(node)]));
  const categories = new Map(root.all('break-category').map((node, index) => [node.text('id'), categoryOf(node, index)]));
  const people = root.first('participants');
  const teamIds = people.all('team').map((node) => [node.text('id'), teamOf(node, { institutions, categories })] as const);
  const adjudicatorIds = people.all('adjudicator').map((node) => [node.text('id'), adjudicatorOf(node, institutions)] as const);
  const roundNodes = root.all('round');
  const rounds = roundNodes.map((node, index) => roundOf(node, { index, categories }));
  const venues = root.all('venue').map((node) => ({ id: node.text('id'), name: node.content(), priority: node.number('priority', 100) }));
  return {
    name: root.text('name') || 'Imported tournament',
    shortName: root.text('short'),
    format: formatOf(root),
    settings: settingsOf(root),
    set: {
      institutions: [...institutions.values()],
      categories: [...categories.values()],
      teams: teamIds.map(([, team]) => team),
      adjudicators: adjudicatorIds.map(([, one]) => one),
      venues: venues.map(({ name, priority }) => ({ name, priority })),
      rounds,
      motions: root.all('motion').flatMap((node) => motionOf(node, rounds)),
      conflicts: { adjudicatorTeam: [], adjudicatorInstitution: [], adjudicatorAdjudicator: [], teamInstitution: [] },
    },
    rounds: roundNodes.map((node, index) => playedOf(node, index)),
    hasBreak: root.all('break-category').some((node) => node.flag('broken')),
    root,
    criteria: root.all('score-criterion').map(criterionOf),
    teamIds,
    speakerIds: people
      .all('team')
      .flatMap((team) => team.all('speaker').map((node, place) => [node.text('id'), { team: team.text('id'), place }] as const)),
    adjudicatorIds,
    venueIds: venues.map(({ id, name }) => [id, name] as const),
    motionIds: root.all('motion').map((node) => [node.text('id'), motionText(node)] as const),
  };
}

const mostBytes = 30_000_000;

function rootOf(xml: string): XmlNode {
  if (xml.length > mostBytes) throw new WrongInput('The archive is larger than 30 MB.');
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new WrongInput('The archive defines entities, which an archive of a tournament never does.');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw new WrongInput(`The archive is no XML: line ${valid.err.line}, ${valid.err.msg}`);
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false }); // oxfmt-ignore
  const root = XmlNode.root(parser.parse(xml)).all('tournament')[0];
  if (root === undefined) throw new WrongInput('The archive has no tournament in it.');
  return root;
}

/** By its style; one that is not known is told by how many teams are in a room and whether there are replies. */
function formatOf(root: XmlNode): FormatPresetName {
  const style = root.text('style');
  const known = styles[style] ?? formatPresetNames.find((name) => name === style);
  if (known !== undefined) return known;
  const sides = root.all('round').flatMap((round) => round.all('debate')).map((debate) => debate.all('side').length); // oxfmt-ignore
  return Math.max(0, ...sides) === 4 ? 'bp' : 'australs';
}

function settingsOf(root: XmlNode): SettingValues {
  const given = Object.fromEntries(root.all('setting').map((node) => [node.text('name'), jsonIn(node.content())]));
  const read = readSettings(given);
  if (!read.ok) throw new SetRefused(read.faults.map(({ name, message }) => `${name}: ${message}`));
  return given;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongInput(`A setting of the archive is ${JSON.stringify(text.slice(0, 40))}, which is no JSON.`);
  }
}

const institutionOf = (node: XmlNode): SetInstitution => {
  const name = node.content().slice(0, 100);
  return { name, code: (node.text('reference') || name).slice(0, 20), region: node.text('region') };
};

function categoryOf(node: XmlNode, index: number): TournamentSet['categories'][number] {
  const name = (node.text('name') || node.content()).slice(0, 50);
  const slug = node.text('slug') || name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const rule = node.text('rule');
  return {
    name,
    slug,
    seq: node.number('seq', index + 1),
    breakSize: node.number('break-size', 4),
    isGeneral: node.flag('general'),
    priority: node.number('priority', 0),
    rule:
      rule === 'aida-1996' || rule === 'aida-2016-easters' || rule === 'aida-2016-australs' || rule === 'aida-2019-australs-open'
        ? rule
        : 'standard',
  };
}

function criterionOf(node: XmlNode): NewCriterion {
  const [min, step] = [node.number('min', 0), node.number('step', 1)];
  const criterion = {
    name: node.text('name').slice(0, 20) || 'Score',
    weight: node.number('weight', 1),
    min,
    max: node.number('max', min),
    step,
    isRequired: node.flag('required'),
  };
  const fault = criterionFault(criterion);
  if (fault !== null) throw new WrongInput(`The archive scores speeches by ${criterion.name}. ${fault}`);
  return criterion;
}

interface Known {
  readonly institutions: ReadonlyMap<string, SetInstitution>;
  readonly categories: ReadonlyMap<string, { readonly slug: string }>;
}

function teamOf(node: XmlNode, { institutions, categories }: Known): SetTeam {
  const institution = institutions.get(node.text('institution')) ?? null;
  const isOurs = node.has('prefix');
  return {
    institution,
    reference: (isOurs ? node.text('reference') : node.text('name')).slice(0, 150),
    shortReference: node.text('code').slice(0, 35),
    usesInstitutionPrefix: isOurs && node.flag('prefix') && institution !== null,
    seed: node.has('seed') ? node.number('seed', 0) : null,
    categories: node.list('break-eligibilities').flatMap((id) => categories.get(id)?.slug ?? []),
    speakers: node
      .all('speaker')
      .map((speaker) => ({ name: (speaker.content() || speaker.text('name')).slice(0, 70), email: '', gender: genderOf(speaker) })),
  };
}

function genderOf(node: XmlNode): 'M' | 'F' | 'O' | '' {
  const letter = node.text('gender').slice(0, 1).toUpperCase();
  return letter === 'M' || letter === 'F' || letter === 'O' ? letter : '';
}

const adjudicatorOf = (node: XmlNode, institutions: Known['institutions']): SetAdjudicator => ({
  name: node.text('name').slice(0, 70),
  email: '',
  phone: '',
  gender: genderOf(node),
  institution: institutions.get(node.list('institutions')[0] ?? '') ?? null,
  baseScore: node.has('score') ? node.number('score', 0) : null,
  isTrainee: node.flag('trainee'),
  isCore: node.flag('core'),
  isIndependent: node.flag('independent'),
});

function roundOf(node: XmlNode, { index, categories }: Pick<Known, 'categories'> & { readonly index: number }): SetRound {
  const isElimination = node.flag('elimination');
  return {
    seq: node.number('seq', index + 1),
    name: node.text('name') || `Round ${index + 1}`,
    abbreviation: node.text('abbreviation') || `R${index + 1}`,
    stage: isElimination ? 'E' : 'P',
    drawType: isElimination ? 'E' : (drawTypes.find((one) => one === node.text('draw-type')) ?? 'P'),
    isSilent: node.flag('silent'),
    feedbackWeight: node.number('feedback-weight', 0),
    category: isElimination ? (categories.get(node.text('break-category'))?.slug ?? null) : null,
    weight: node.number('weight', 1),
  };
}

const drawTypes = ['R', 'M', 'D', 'P'] as const;

const motionText = (node: XmlNode): string => (node.all('text')[0]?.content() ?? node.content()).trim().slice(0, 500);

/** Once for each place, because a place has a number of its own. */
function motionOf(node: XmlNode, rounds: readonly SetRound[]): TournamentSet['motions'][number][] {
  const base = { reference: node.text('reference').slice(0, 100), text: motionText(node) };
  const places = node.list('rounds').map((place) => place.split(':').map(Number));
  const [first] = places;
  const names = places.flatMap(([seq]) => rounds.find((round) => round.seq === seq)?.name ?? []);
  return base.text === '' ? [] : [{ ...base, rounds: names, seq: first?.[1] ?? 1 }];
}
