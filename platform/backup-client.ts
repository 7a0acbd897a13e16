import type { ApiConnection } from './api-connection.ts';
import type { BackupVerbs } from './control/backup-verbs.ts';

/** The verbs of backups over HTTP. `at` makes an app's path. */
export function backupVerbs(api: ApiConnection, at: (app: string, rest?: string) => string): BackupVerbs {
  return {
    backups: (app) => api.call({ method: 'GET', path: at(app, '/backups') }),
    backup: (app, id) => api.call({ method: 'GET', path: at(app, `/backups/${id}`) }),
    captureBackup: (app, wish) => api.call({ method: 'POST', path: at(app, '/backups'), body: wish }),
    uploadBackup: (app, { database, stream }) => {
      const which = database === null ? '' : `?database=${encodeURIComponent(database)}`;
      return api.call({ method: 'PUT', path: at(app, `/backups/upload${which}`), bytes: stream });
    },
    fetchBackup: (app, wish) => api.call({ method: 'POST', path: at(app, '/backups/fetch'), body: wish }),
    downloadBackup: (app, id) => api.download({ method: 'GET', path: at(app, `/backups/${id}/file`) }),
    deleteBackup: (app, id) => api.call({ method: 'DELETE', path: at(app, `/backups/${id}`) }),
    drillBackup: (app, id) => api.call({ method: 'POST', path: at(app, '/backups/drill'), body: { backup: id } }),
    restoreBackup: (app, wish) => api.call({ method: 'POST', path: at(app, '/restores'), body: wish }),
    restores: (app) => api.call({ method: 'GET', path: at(app, '/restores') }),
    restore: (app, id) => api.call({ method: 'GET', path: at(app, `/restores/${id}`) }),
    backupTargets: () => api.call({ method: 'GET', path: '/api/backup-targets' }),
    addBackupTarget: (wish) => api.call({ method: 'POST', path: '/api/backup-targets', body: wish }),
    removeBackupTarget: (name) => api.call({ method: 'DELETE', path: `/api/backup-targets/${encodeURIComponent(name)}` }),
    backupSchedules: (app) => api.call({ method: 'GET', path: at(app, '/backup-schedules') }),
    setBackupSchedule: (app, wish) => api.call({ method: 'PUT', path: at(app, '/backup-schedules'), body: wish }),
    parkApp: (app, wish) => api.call({ method: 'POST', path: at(app, '/park'), body: wish }),
    unparkApp: (app) => api.call({ method: 'DELETE', path: at(app, '/park') }),
    parkedApps: () => api.call({ method: 'GET', path: '/api/parked' }),
    binnedApps: () => api.call({ method: 'GET', path: '/api/bin' }),
    restoreApp: (app) => api.call({ method: 'POST', path: `/api/bin/${encodeURIComponent(app)}/restore`, body: {} }),
    lookAtUpdate: (wish) => api.call({ method: 'POST', path: '/api/system/update/look', body: wish }),
    updateSystem: (wish) => api.call({ method: 'POST', path: '/api/system/update', body: wish }),
    systemUpdate: () => api.call({ method: 'GET', path: '/api/system/update' }),
    systemBackup: (wish) => api.download({ method: 'POST', path: '/api/system/backup', body: wish }),
  };
}
