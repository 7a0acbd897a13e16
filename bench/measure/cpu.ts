export { cpuSeconds } from '#kit/time/cpu.ts';
