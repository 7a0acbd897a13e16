export { treeCpuSeconds } from '#kit/time/cpu.ts';
