import type { CliCommand } from './command.ts';
import { createAddon } from './commands/addons/create.ts';
import { addonInfo } from './commands/addons/info.ts';
import { upgradeAddon } from './commands/addons/upgrade.ts';
import { addonPlans } from './commands/addons/plans.ts';
import { attachAddon } from './commands/addons/attach.ts';
import { detachAddon } from './commands/addons/detach.ts';
import { rotatePostgres, rotateRedis } from './commands/pg/credentials.ts';
import { pgCommands } from './commands/pg/commands.ts';
import { addJob } from './commands/schedule/add.ts';
import { jobHistory, removeJob, runJob } from './commands/schedule/history.ts';
import { listJobs } from './commands/schedule/list.ts';
import { addDrain, removeDrain } from './commands/drains/add.ts';
import { listDrains } from './commands/drains/list.ts';
import { errorCommands } from './commands/errors/commands.ts';
import { clearMails, listMails, showMail } from './commands/mail/list.ts';
import { mailRelay } from './commands/mail/relay.ts';
import { disableLab, enableLab } from './commands/labs/runtime-metrics.ts';
import { completion } from './commands/completion.ts';
import { completionWords } from './commands/completion/words.ts';
import { destroyAddon } from './commands/addons/destroy.ts';
import { listAddons } from './commands/addons/list.ts';
import { createApp } from './commands/apps/create.ts';
import { destroyApp } from './commands/apps/destroy.ts';
import { appInfo } from './commands/apps/info.ts';
import { listApps } from './commands/apps/list.ts';
import { aliasHeroku } from './commands/alias/heroku.ts';
import { appErrors } from './commands/apps/errors.ts';
import { addCertificate } from './commands/certs/add.ts';
import { autoCertificates } from './commands/certs/auto.ts';
import { listCertificates } from './commands/certs/list.ts';
import { localCa } from './commands/certs/local-ca.ts';
import { removeCertificate } from './commands/certs/remove.ts';
import { addChannel, listChannels, removeChannel, setChannel, testAlerts } from './commands/alerts/channels.ts';
import { listAlerts, listIncidents } from './commands/alerts/list.ts';
import { addAlert, presetAlerts, removeAlert, snoozeAlerts } from './commands/alerts/set.ts';
import { monitorCommands } from './commands/monitor/commands.ts';
import { costCommands } from './commands/costs/commands.ts';
import { addDomain } from './commands/domains/add.ts';
import { listDomains } from './commands/domains/list.ts';
import { removeDomain } from './commands/domains/remove.ts';
import { listRoutes } from './commands/routes/list.ts';
import { down } from './commands/down.ts';
import { attachConfig } from './commands/config/attach.ts';
import { detachConfig } from './commands/config/detach.ts';
import { getConfig } from './commands/config/get.ts';
import { listConfig } from './commands/config/list.ts';
import { setConfig } from './commands/config/set.ts';
import { unsetConfig } from './commands/config/unset.ts';
import { deploy } from './commands/deploy.ts';
import { gitRemote } from './commands/git/remote.ts';
import { doctor } from './commands/doctor.ts';
import { labBots, labTest } from './commands/lab/bots.ts';
import { labCheck } from './commands/lab/check.ts';
import { labDev } from './commands/lab/dev.ts';
import { labGame } from './commands/lab/game.ts';
import { labLoad } from './commands/lab/load.ts';
import { labNew } from './commands/lab/new.ts';
import { labPort } from './commands/lab/port.ts';
import { labServe } from './commands/lab/serve.ts';
import { labVerify } from './commands/lab/verify.ts';
import { logs } from './commands/logs.ts';
import { maintenanceOff } from './commands/maintenance/off.ts';
import { maintenanceOn } from './commands/maintenance/on.ts';
import { showMaintenance } from './commands/maintenance/show.ts';
import { open } from './commands/open.ts';
import { listDynos } from './commands/ps/list.ts';
import { stopDyno } from './commands/ps/stop.ts';
import { run } from './commands/run.ts';
import { runDetached } from './commands/run/detached.ts';
import { dynoType } from './commands/ps/type.ts';
import { redisInfo } from './commands/redis/info.ts';
import { redisCli } from './commands/redis/cli.ts';
import { trafficCommands } from './traffic-commands.ts';
import { rehearseCommands } from './commands/rehearse/commands.ts';
import { restart } from './commands/ps/restart.ts';
import { sleep } from './commands/ps/sleep.ts';
import { advise } from './commands/ps/advise.ts';
import { autoscaleDisable, autoscaleEnable, autoscaleLog, autoscaleState } from './commands/ps/autoscale.ts';
import { scale } from './commands/ps/scale.ts';
import { scheduleAddon, scheduleAutoscale, scheduleScale, scheduleUnscale } from './commands/schedule/scale.ts';
import { createToken } from './commands/tokens/create.ts';
import { listTokens } from './commands/tokens/list.ts';
import { revokeToken } from './commands/tokens/revoke.ts';
import { addAccess, listAccess, removeAccess } from './commands/access/list.ts';
import { audit, verifyAudit } from './commands/audit.ts';
import { addUser, changeRole, newUserPassword, removeUser } from './commands/users/add.ts';
import { listUsers } from './commands/users/list.ts';
import { listTemplates } from './commands/templates.ts';
import { up } from './commands/up.ts';
import { tabExport } from './commands/tab/export.ts';
import { tabRecount } from './commands/tab/recount.ts';
import { tabServe } from './commands/tab/serve.ts';
import { tabSimulate } from './commands/tab/simulate.ts';
import { tabVerify } from './commands/tab/verify.ts';
import { tabWork } from './commands/tab/work.ts';
import { pipelineCommands } from './commands/pipelines/commands.ts';
import { listUpgrades } from './commands/guest/list.ts';
import { upgradeGuest } from './commands/guest/upgrade.ts';
import { aboutCommands } from './commands/about/commands.ts';
import { statusCommands } from './commands/status/commands.ts';
import { mirrorCommands } from './commands/mirror/commands.ts';
import { listReleases } from './commands/releases/list.ts';
import { releaseInfo } from './commands/releases/info.ts';
import { releaseOutput } from './commands/releases/output.ts';
import { rollback } from './commands/releases/rollback.ts';

/** Every command, in the order in which the help lists them. */
export const commands: readonly CliCommand[] = [
  up,
  down,
  listApps,
  createApp,
  listTemplates,
  appInfo,
  destroyApp,
  open,
  deploy,
  gitRemote,
  listReleases,
  releaseInfo,
  releaseOutput,
  rollback,
  ...pipelineCommands,
  ...mirrorCommands,
  upgradeGuest,
  listUpgrades,
  ...aboutCommands,
  ...statusCommands,
  listDynos,
  scale,
  autoscaleState,
  autoscaleEnable,
  autoscaleDisable,
  autoscaleLog,
  advise,
  sleep,
  scheduleScale,
  scheduleAutoscale,
  scheduleAddon,
  scheduleUnscale,
  restart,
  stopDyno,
  dynoType,
  run,
  runDetached,
  logs,
  listDrains,
  addDrain,
  removeDrain,
  enableLab,
  disableLab,
  appErrors,
  listConfig,
  getConfig,
  setConfig,
  unsetConfig,
  attachConfig,
  detachConfig,
  listAddons,
  createAddon,
  addonInfo,
  upgradeAddon,
  attachAddon,
  detachAddon,
  addonPlans,
  destroyAddon,
  ...pgCommands,
  rotatePostgres,
  redisInfo,
  redisCli,
  rotateRedis,
  listMails,
  showMail,
  clearMails,
  mailRelay,
  ...errorCommands,
  listJobs,
  addJob,
  runJob,
  jobHistory,
  removeJob,
  listAlerts,
  presetAlerts,
  addAlert,
  removeAlert,
  snoozeAlerts,
  testAlerts,
  listIncidents,
  listChannels,
  addChannel,
  removeChannel,
  setChannel,
  ...monitorCommands,
  ...costCommands,
  listDomains,
  addDomain,
  removeDomain,
  listCertificates,
  addCertificate,
  autoCertificates,
  removeCertificate,
  localCa,
  listRoutes,
  showMaintenance,
  maintenanceOn,
  maintenanceOff,
  listUsers,
  addUser,
  changeRole,
  newUserPassword,
  removeUser,
  listAccess,
  addAccess,
  removeAccess,
  audit,
  verifyAudit,
  listTokens,
  createToken,
  revokeToken,
  doctor,
  aliasHeroku,
  completion,
  completionWords,
  labNew,
  labGame,
  labDev,
  labCheck,
  labPort,
  labServe,
  labVerify,
  labTest,
  labBots,
  labLoad,
  tabServe,
  tabWork,
  tabVerify,
  tabRecount,
  tabSimulate,
  tabExport,
  ...trafficCommands,
  ...rehearseCommands,
];
