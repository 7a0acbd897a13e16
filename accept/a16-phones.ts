// A16: 1,200 phones stand at a tournament's draw when it is published, through two routers that share their pages in a Redis; and while that
// one, and the Redis of the site itself, stand still for three seconds.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { findRedis } from '#kit/redis/find.ts';
import { deployTab, publishToPhones } from './phones-at-a-draw.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

const routers = 2;
const port = await freePort();

export const story: Story = {
  settings: { ROSTRA_ROUTERS: String(routers), ROSTRA_CACHE_REDIS: `redis://127.0.0.1:${port}` },
  async tell(house) {
    const redis = spawn(await findRedis(), ['--port', String(port), '--save', '', '--dir', house.home], { stdio: 'ignore' });
    try {
      await deployTab(house);
      const together = await publishToPhones(house, { slug: 'together', alone: 1 });
      const frozen = await publishToPhones(house, { slug: 'frozen', alone: routers, freeze: [redisOf(house), redis.pid ?? 0] });
      return `1200 phones, two routers and Redis: ${together}; Redis frozen for 3 s: ${frozen}`;
    } finally {
      redis.kill('SIGKILL');
    }
  },
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The Redis server of this installation. */
function redisOf(house: House): number {
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isRedisOf(house, `/proc/${name}`));
  expect(pid !== undefined, 'This installation runs no Redis.');
  return Number(pid);
}

function isRedisOf(house: House, folder: string): boolean {
  try {
    const command = readFileSync(`${folder}/cmdline`, 'utf8');
    const place = readlinkSync(`${folder}/cwd`);
    return command.includes('redis-server') && place !== house.home && `${command} ${place}`.includes(house.home);
  } catch {
    return false;
  }
}
