import { Access } from './access.ts';
import { Addons } from './addons.ts';
import { AlertChannels } from './alert-channels.ts';
import { AlertLinks } from './alert-links.ts';
import { AlertRules } from './alert-rules.ts';
import { Apps } from './apps.ts';
import { Audit } from './audit.ts';
import { Autoscales } from './autoscale.ts';
import { Backups } from './backups.ts';
import { BackupSchedules } from './backup-schedules.ts';
import { BackupTargets } from './backup-targets.ts';
import { BinnedApps } from './binned-apps.ts';
import { Budgets } from './budgets.ts';
import { Builds } from './builds.ts';
import { ConfigRefs } from './config-refs.ts';
import { CacheRules } from './cache-rules.ts';
import { Domains } from './domains.ts';
import { Findings } from './findings.ts';
import { Incidents } from './incidents.ts';
import { EventPlans } from './event-plans.ts';
import { Events } from './events.ts';
import { Formations } from './formations.ts';
import { sql as firstTables } from './migrations/0001-first-tables.ts';
import { sql as dynoSizes } from './migrations/0002-dyno-sizes.ts';
import { sql as manifests } from './migrations/0003-manifests.ts';
import { sql as domains } from './migrations/0004-domains.ts';
import { sql as addonsJobsDrains } from './migrations/0006-addons-jobs-drains.ts';
import { sql as pipelines } from './migrations/0005-pipelines.ts';
import { sql as usersAndAudit } from './migrations/0007-users-and-audit.ts';
import { sql as alertsAndFindings } from './migrations/0008-alerts-and-findings.ts';
import { sql as scalingAndSchedules } from './migrations/0009-scaling-and-schedules.ts';
import { sql as ledgerBudgetsPlans } from './migrations/0010-ledger-budgets-plans.ts';
import { sql as backups } from './migrations/0012-backups.ts';
import { sql as backupTargets } from './migrations/0021-backup-targets.ts';
import { sql as errorService } from './migrations/0017-error-service.ts';
import { sql as mirrorsAndPages } from './migrations/0013-mirrors-and-pages.ts';
import { sql as findingUndo } from './migrations/0014-finding-undo.ts';
import { sql as upgrades } from './migrations/0022-upgrades.ts';
import { sql as mirrorDoors } from './migrations/0022-mirror-doors.ts';
import { sql as toldAndStopped } from './migrations/0019-told-and-stopped.ts';
import { sql as cacheRules } from './migrations/0018-cache-rules.ts';
import { Mirrors } from './mirrors.ts';
import { Pipelines } from './pipelines.ts';
import { Jobs } from './jobs.ts';
import { Ledger } from './ledger.ts';
import { LogDrainRecords } from './log-drains.ts';
import { ParkedApps } from './parked-apps.ts';
import { PriceBooks } from './price-books.ts';
import { Releases } from './releases.ts';
import { Moments } from './moments.ts';
import { Restores } from './restores.ts';
import { Schedules } from './schedules.ts';
import { Sleeps } from './sleep.ts';
import { Sqlite } from './sqlite.ts';
import { ProjectPages } from './project-pages.ts';
import { StatusPages } from './status-pages.ts';
import { Upgrades } from './upgrades.ts';
import { Users } from './users.ts';

/** control.db: what the platform knows and must not forget. */
export interface Store {
  readonly apps: Apps;
  readonly releases: Releases;
  readonly formations: Formations;
  readonly builds: Builds;
  readonly addons: Addons;
  readonly domains: Domains;
  readonly jobs: Jobs;
  readonly logDrains: LogDrainRecords;
  readonly pipelines: Pipelines;
  readonly configRefs: ConfigRefs;
  readonly mirrors: Mirrors;
  readonly projectPages: ProjectPages;
  readonly statusPages: StatusPages;
  readonly cacheRules: CacheRules;
  readonly upgrades: Upgrades;
  readonly events: Events;
  readonly access: Access;
  readonly users: Users;
  readonly audit: Audit;
  readonly findings: Findings;
  readonly alertRules: AlertRules;
  readonly alertChannels: AlertChannels;
  readonly alertLinks: AlertLinks;
  readonly incidents: Incidents;
  readonly autoscales: Autoscales;
  readonly schedules: Schedules;
  readonly moments: Moments;
  readonly sleeps: Sleeps;
  readonly ledger: Ledger;
  readonly prices: PriceBooks;
  readonly budgets: Budgets;
  readonly eventPlans: EventPlans;
  readonly backups: Backups;
  readonly restores: Restores;
  readonly backupSchedules: BackupSchedules;
  readonly backupTargets: BackupTargets;
  readonly parked: ParkedApps;
  readonly binned: BinnedApps;
  transaction<Result>(work: () => Result): Result;
  /** The whole file at one moment, while it is used. */
  copyTo(path: string): Promise<void>;
  close(): void;
}

/** In this order. */
const migrations = [
  firstTables,
  dynoSizes,
  manifests,
  domains,
  pipelines,
  addonsJobsDrains,
  usersAndAudit,
  alertsAndFindings,
  scalingAndSchedules,
  ledgerBudgetsPlans,
  errorService, // before those that have tables which refer to add-ons
  backups,
  mirrorsAndPages,
  findingUndo,
  upgrades,
  toldAndStopped,
  cacheRules,
  mirrorDoors,
  backupTargets,
];

/** Opens the file, made when it is not there, with the tables as this version wants them. */
export function openStore(path: string): Store {
  const db = new Sqlite(path, 'full');
  db.migrate(migrations);
  return {
    apps: new Apps(db),
    releases: new Releases(db),
    formations: new Formations(db),
    builds: new Builds(db),
    addons: new Addons(db),
    domains: new Domains(db),
    jobs: new Jobs(db),
    logDrains: new LogDrainRecords(db),
    pipelines: new Pipelines(db),
    configRefs: new ConfigRefs(db),
    mirrors: new Mirrors(db),
    projectPages: new ProjectPages(db),
    statusPages: new StatusPages(db),
    cacheRules: new CacheRules(db),
    upgrades: new Upgrades(db),
    events: new Events(db),
    access: new Access(db),
    users: new Users(db),
    audit: new Audit(db),
    findings: new Findings(db),
    alertRules: new AlertRules(db),
    alertChannels: new AlertChannels(db),
    alertLinks: new AlertLinks(db),
    incidents: new Incidents(db),
    autoscales: new Autoscales(db),
    schedules: new Schedules(db),
    moments: new Moments(db),
    sleeps: new Sleeps(db),
    ledger: new Ledger(db),
    prices: new PriceBooks(db),
    budgets: new Budgets(db),
    eventPlans: new EventPlans(db),
    backups: new Backups(db),
    restores: new Restores(db),
    backupSchedules: new BackupSchedules(db),
    backupTargets: new BackupTargets(db),
    parked: new ParkedApps(db),
    binned: new BinnedApps(db),
    transaction: (work) => db.transaction(work),
    copyTo: (copy) => db.copyTo(copy),
    close: () => db.close(),
  };
}
