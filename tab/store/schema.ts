import type { ColumnType, Generated } from 'kysely';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BreakRemark, BreakRule } from '../rules/breaks/eligibility.ts';
import type {
  BallotId,
  CategoryId,
  DebateId,
  GroupId,
  InstitutionId,
  MotionId,
  PersonId,
  RoundId,
  TeamId,
  TokenId,
  TournamentId,
  UserId,
  VenueId,
} from '../rules/ids.ts';
import type { Answers } from '../rules/feedback-questions.ts';
import type { AnswerType } from '../rules/questions.ts';
import type { RegistrationSubject } from '../rules/registration/form.ts';
import type { PublicMode } from '../rules/tournament.ts';

/** The tables as the newest migration leaves them. Which columns mean what: docs of `specs` in tab/README.md. */
export interface Schema {
  tournaments: TournamentTable;
  institutions: { id: Generated<InstitutionId>; name: string; code: string; region: Generated<string> };
  tournament_institutions: TournamentInstitutionTable;
  coaches: { id: PersonId; institution_id: InstitutionId };
  break_categories: BreakCategoryTable;
  rounds: RoundTable;
  teams: TeamTable;
  break_eligibilities: { team_id: TeamId; category_id: CategoryId };
  people: PersonTable;
  speakers: { id: PersonId; team_id: TeamId; seq: number };
  adjudicators: AdjudicatorTable;
  private_links: { link_hash: string; person_id: PersonId; url_key: string; revoked_at: Moment | null; created_at: MadeAt };
  adjudicator_team_conflicts: Conflict & { adjudicator_id: PersonId; team_id: TeamId };
  adjudicator_adjudicator_conflicts: Conflict & { adjudicator_id: PersonId; other_id: PersonId };
  adjudicator_institution_conflicts: Conflict & { adjudicator_id: PersonId; institution_id: InstitutionId };
  team_institution_conflicts: Conflict & { team_id: TeamId; institution_id: InstitutionId };
  speaker_categories: SpeakerCategoryTable;
  speaker_eligibilities: { speaker_id: PersonId; category_id: number };
  venues: VenueTable;
  venue_categories: VenueCategoryTable;
  venue_category_members: { category_id: number; venue_id: VenueId };
  venue_constraints: VenueConstraintTable;
  base_scores: { id: Generated<number>; adjudicator_id: PersonId; round_id: RoundId | null; score: number; at: MadeAt };
  schedule_events: ScheduleEventTable;
  team_side_allocations: { round_id: RoundId; team_id: TeamId; side: number };
  availabilities: { round_id: RoundId; kind: AvailabilityKind; object_id: number };
  draw_runs: DrawRunTable;
  debates: DebateTable;
  debate_teams: { debate_id: DebateId; team_id: TeamId; side: number; flags: Generated<string[]> };
  debate_adjudicators: { debate_id: DebateId; adjudicator_id: PersonId; type: PanelPlace; pinned: Generated<boolean> };
  preformed_panels: PreformedPanelTable;
  preformed_panel_adjudicators: { panel_id: DebateId; adjudicator_id: PersonId; type: PanelPlace; pinned: Generated<boolean> };
  motions: {
    id: Generated<MotionId>;
    tournament_id: TournamentId;
    reference: Generated<string>;
    text: string;
    info_slide: Generated<string>;
  };
  round_motions: { round_id: RoundId; motion_id: MotionId; seq: number };
  ballots: BallotTable;
  team_scores: TeamScoreTable;
  speaker_scores: SpeakerScoreTable;
  breaking_teams: BreakingTeamTable;
  score_criteria: ScoreCriterionTable;
  feedback_questions: FeedbackQuestionTable;
  questions: QuestionTable;
  ballot_claims: { debate_id: DebateId; actor: string; until: Moment };
  users: UserTable;
  user_groups: { id: Generated<GroupId>; tournament_id: TournamentId; name: string; permissions: Generated<string[]> };
  group_members: { group_id: GroupId; user_id: UserId };
  user_permissions: { user_id: UserId; tournament_id: TournamentId; permission: string };
  invitations: InvitationTable;
  login_tries: { credential: string; began_at: Moment; tries: number };
  api_tokens: ApiTokenTable;
  logins: { token_hash: string; actor: string; expires_at: Moment };
  secrets: { name: string; value: string };
  journal_heads: { tournament_id: TournamentId; seq: Generated<number>; hash: Generated<string> };
  journal: { tournament_id: TournamentId; seq: number; entry: string; hash: string };
  check_in_identifiers: { identifier: string; tournament_id: TournamentId; person_id: PersonId | null; venue_id: VenueId | null };
  check_ins: CheckInTable;
  messages: MessageTable;
}

interface TournamentInstitutionTable {
  tournament_id: TournamentId;
  institution_id: InstitutionId;
  teams_requested: Generated<number>;
  teams_allocated: Generated<number>;
  adjudicators_requested: Generated<number>;
  adjudicators_allocated: Generated<number>;
  payment: Generated<string>;
  answers: Generated<Json<Answers>>;
  /** Null: put there by the tab room. */
  registered_at: Moment | null;
}

interface QuestionTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  subject: RegistrationSubject;
  seq: number;
  text: string;
  help_text: string;
  name: string;
  answer_type: AnswerType;
  required: boolean;
  min_value: number | null;
  max_value: number | null;
  /** One a line. */
  choices: string;
}

interface MessageTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  /** Of the form that it was sent by. */
  intent: string;
  kind: string;
  round_id: RoundId | null;
  person_id: PersonId;
  address: string;
  subject: string;
  body: string;
  actor: string;
  created_at: MadeAt;
  status: Generated<'waiting' | 'sent' | 'failed'>;
  tries: Generated<number>;
  next_try_at: MadeAt;
  sent_at: Moment | null;
  failure: string | null;
}

interface CheckInTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  person_id: PersonId | null;
  venue_id: VenueId | null;
  at: Moment;
  actor: string;
  /** Of a scan; a tick has none. */
  intent: string | null;
}

interface Conflict {
  id: Generated<number>;
  strength: Generated<'hard' | 'soft'>;
  source: Generated<'import' | 'self-declared' | 'equity'>;
}

interface SpeakerCategoryTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  name: string;
  slug: string;
  seq: number;
  shown_limit: Generated<number>;
  is_public: Generated<boolean>;
}

interface ScoreCriterionTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  seq: number;
  name: string;
  weight: number;
  min_score: number;
  max_score: number;
  step: number;
  required: boolean;
}

interface FeedbackQuestionTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  seq: number;
  text: string;
  help_text: string;
  name: string;
  reference: string;
  answer_type: AnswerType;
  required: boolean;
  min_value: number | null;
  max_value: number | null;
  /** One a line. */
  choices: string;
  from_adj: boolean;
  from_team: boolean;
  /** Of the adjudicators who are asked, only chairs, panellists or trainees; empty for all. */
  audience: '' | 'C' | 'P' | 'T';
}

interface VenueCategoryTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  name: string;
  description: Generated<string>;
  display_in_venue_name: Generated<'none' | 'prefix' | 'suffix'>;
  display_in_public_tooltip: Generated<boolean>;
}

interface VenueConstraintTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  category_id: number;
  priority: Generated<number>;
  team_id: TeamId | null;
  adjudicator_id: PersonId | null;
  institution_id: InstitutionId | null;
}

interface ScheduleEventTable {
  id: Generated<number>;
  tournament_id: TournamentId;
  title: string;
  type: string;
  start_time: Moment;
  end_time: Moment | null;
  round_id: RoundId | null;
}

export type Moment = ColumnType<Date, Date | string, Date | string>;
/** Set by the database when nobody says. */
export type MadeAt = ColumnType<Date, Date | string | undefined, Date | string>;
/** A JSON column: read as it was written, written as text. */
type Json<Value> = ColumnType<Value, string, string>;

export type DrawStatus = 'N' | 'D' | 'C' | 'R';
export type Stage = 'P' | 'E';
export type DrawType = 'R' | 'M' | 'D' | 'P' | 'E' | 'S';
export type ResultStatus = 'N' | 'P' | 'D' | 'C';
export type PanelPlace = 'C' | 'P' | 'T';
export type AvailabilityKind = 'team' | 'adjudicator' | 'venue';
/** What a token may do: look, or change too. */
export type TokenScope = 'read' | 'write';

interface TournamentTable {
  id: Generated<TournamentId>;
  slug: string;
  name: string;
  short_name: Generated<string>;
  seq: number | null;
  active: Generated<boolean>;
  timezone: Generated<string>;
  settings: Json<Record<string, unknown>>;
  settings_version: Generated<number>;
  /** Counts the changes that a spectator could see; every public page is rendered once for each value. */
  public_version: Generated<number>;
  /** Open; the last pages without news; or one page with the organisers' words. */
  public_mode: Generated<PublicMode>;
  public_notice: Generated<string>;
  /** The version that spectators see while the site is a snapshot. */
  frozen_version: number | null;
  created_at: MadeAt;
}

interface BreakCategoryTable {
  id: Generated<CategoryId>;
  tournament_id: TournamentId;
  name: string;
  slug: string;
  seq: number;
  break_size: number;
  reserve_size: Generated<number>;
  is_general: boolean;
  priority: number;
  rule: Generated<BreakRule>;
  /** Of the rule `custom`, one a line. */
  filters: Generated<string>;
  /** Ranks that the public tab shows; 0 for all. */
  shown_limit: Generated<number>;
}

interface BreakingTeamTable {
  category_id: CategoryId;
  team_id: TeamId;
  rank: number;
  break_rank: number | null;
  remark: BreakRemark | null;
  is_remark_by_hand: Generated<boolean>;
}

interface RoundTable {
  id: Generated<RoundId>;
  tournament_id: TournamentId;
  seq: number;
  name: string;
  abbreviation: string;
  stage: Stage;
  draw_type: DrawType;
  break_category_id: CategoryId | null;
  draw_status: Generated<DrawStatus>;
  draw_published_at: Moment | null;
  completed: Generated<boolean>;
  silent: Generated<boolean>;
  motions_released: Generated<boolean>;
  starts_at: Moment | null;
  feedback_weight: Generated<number>;
  weight: Generated<number>;
  /** When a confirmed draw publishes itself. */
  publish_at: Moment | null;
  /** Since when the hall's screen shows a draw that is not public yet. */
  hall_since: Moment | null;
  /** True: the draw is public without its adjudicators. */
  panels_held: Generated<boolean>;
}

interface TeamTable {
  id: Generated<TeamId>;
  tournament_id: TournamentId;
  institution_id: InstitutionId | null;
  reference: Generated<string>;
  short_reference: Generated<string>;
  use_institution_prefix: Generated<boolean>;
  short_name: string;
  long_name: string;
  code_name: Generated<string>;
  emoji: string | null;
  seed: number | null;
  type: Generated<'N' | 'S' | 'C' | 'B'>;
  /** Where it plays in a league; empty for nowhere. */
  division: Generated<string>;
  answers: Generated<Json<Answers>>;
  registered_at: Moment | null;
}

interface PersonTable {
  id: Generated<PersonId>;
  tournament_id: TournamentId;
  kind: 'speaker' | 'adjudicator' | 'coach';
  name: string;
  email: string | null;
  phone: Generated<string>;
  gender: Generated<'M' | 'F' | 'O' | ''>;
  pronoun: Generated<string>;
  anonymous: Generated<boolean>;
  code_name: Generated<string>;
  answers: Generated<Json<Answers>>;
  registered_at: Moment | null;
}

interface AdjudicatorTable {
  id: PersonId;
  institution_id: InstitutionId | null;
  base_score: Generated<number>;
  trainee: Generated<boolean>;
  breaking: Generated<boolean>;
  independent: Generated<boolean>;
  adj_core: Generated<boolean>;
}

interface VenueTable {
  id: Generated<VenueId>;
  tournament_id: TournamentId;
  name: string;
  priority: Generated<number>;
  url: Generated<string>;
  capacity: number | null;
  /** Building or campus. */
  site: Generated<string>;
  /** The rank of the debate that it always has; null: of any. */
  for_rank: Generated<number | null>;
  /** Its name with those of its categories that say so; the database keeps it. */
  display_name: Generated<string>;
}

interface DrawRunTable {
  round_id: RoundId;
  method: string;
  seed: string;
  settings: Json<Record<string, unknown>>;
  explanation: Json<unknown>;
  duration_ms: number;
  drawn_at: MadeAt;
}

interface DebateTable {
  id: Generated<DebateId>;
  round_id: RoundId;
  venue_id: VenueId | null;
  bracket: Generated<number>;
  room_rank: Generated<number>;
  flags: Generated<string[]>;
  importance: Generated<number>;
  result_status: Generated<ResultStatus>;
  sides_confirmed: Generated<boolean>;
  /** Counts changes of the panel and the room, so that two people never overwrite one another in silence. */
  version: Generated<number>;
  /** The panel stays when the round is allocated anew; likewise the room. */
  panel_kept: Generated<boolean>;
  room_kept: Generated<boolean>;
}

/** A panel of a round that is not drawn yet. Its id is read as a debate's: on the board a panel stands where a debate does. */
interface PreformedPanelTable {
  id: Generated<DebateId>;
  round_id: RoundId;
  importance: Generated<number>;
  bracket_min: Generated<number>;
  bracket_max: Generated<number>;
  room_rank: number;
  liveness: Generated<number>;
  version: Generated<number>;
  panel_kept: Generated<boolean>;
}

interface BallotTable {
  id: Generated<BallotId>;
  debate_id: DebateId;
  version: number;
  /** T the tab room, P a participant, A automation. */
  submitter_type: 'T' | 'P' | 'A';
  /** A staff login or `person:<id>`. */
  submitter: string;
  /** What was written down; results are computed from it, never the other way round. */
  content: Json<Ballot>;
  intent: string;
  confirmed: Generated<boolean>;
  confirmer: string | null;
  confirmed_at: Moment | null;
  discarded: Generated<boolean>;
  /** Whose each sheet is, in the order of the sheets; empty where one stands for the room. */
  sheet_owners: Generated<PersonId[]>;
  /** It stands for one adjudicator of a panel whose members each send their own. */
  single_adjudicator: Generated<boolean>;
  created_at: MadeAt;
}

interface TeamScoreTable {
  ballot_id: BallotId;
  team_id: TeamId;
  side: number;
  points: number | null;
  win: boolean | null;
  margin: number | null;
  score: number | null;
  votes_given: number | null;
  votes_possible: number | null;
  has_ghost: Generated<boolean>;
}

interface SpeakerScoreTable {
  ballot_id: BallotId;
  team_id: TeamId;
  position: number;
  speaker_id: PersonId;
  score: number;
  rank: number | null;
  ghost: Generated<boolean>;
}

interface UserTable {
  id: Generated<UserId>;
  /** What they sign in with and what the journal calls them; it never changes. */
  name: string;
  email: string | null;
  /** Null: no password of their own yet. */
  password_hash: string | null;
  is_superuser: Generated<boolean>;
  is_active: Generated<boolean>;
  created_at: MadeAt;
}

interface InvitationTable {
  token_hash: string;
  tournament_id: TournamentId | null;
  group_id: GroupId | null;
  /** Whose password the link sets anew; null: it makes a new account. */
  user_id: UserId | null;
  email: string | null;
  invited_by: string;
  created_at: MadeAt;
  expires_at: Moment;
  used_at: Moment | null;
}

interface ApiTokenTable {
  id: Generated<TokenId>;
  user_id: UserId;
  label: string;
  scope: TokenScope;
  token_hash: string;
  created_at: MadeAt;
  revoked_at: Moment | null;
}
