import { join } from 'node:path';
import { createLogger } from '#kit/log/logger.ts';
import { testDatabase } from '#kit/testing/database.ts';
import { labConfig } from '../config.ts';
import type { Project } from '../game/define-project.ts';
import type { Lab } from '../lab.ts';
import { openLab } from '../open-lab.ts';

/** A lab on a database of its own, and more labs on the same one, as other processes would have them. */
export interface TestLab extends Lab {
  readonly databaseUrl: string;
  another(): Lab;
  close(): Promise<void>;
}

export async function testLab(project: Project, env: Readonly<Record<string, string>> = {}): Promise<TestLab> {
  const database = await testDatabase({ migrations: join(import.meta.dirname, '../store/migrations') });
  const options = {
    project,
    config: labConfig(env),
    logger: createLogger({ name: 'lab', level: 'error' }),
    databaseUrl: database.url,
  };
  const labs = [openLab(options)];
  const [first] = labs;
  if (!first) throw new Error('no lab');
  return {
    ...first,
    databaseUrl: database.url,
    another: () => {
      const lab = openLab(options);
      labs.push(lab);
      return lab;
    },
    close: async () => {
      await Promise.all(labs.map((lab) => lab.close()));
      await database.drop();
    },
  };
}
