/** What a relay takes of memory: for somebody who is only there, for a large file that is open, and over a time of coming and going. */
import { rmSync } from 'node:fs';
import { median } from '../statistics.mjs';
import { OPTIONS, run } from './measure-relay.mjs';
import { newFolder, newRoom, residentMegabytes, startServer } from './servers.mjs';
import { visit } from './visit.mjs';

/** @typedef {import('../workloads/workload.mjs').Figures} Figures */

const IDLE = { rooms: 100, people: 30 };
/** They say nothing at all, not even that they are there. */
const SILENT = ['--silence-ms', '600000'];
const REST_MS = 3000;
const NODES = 10_000;
const FILES = 5;
const SOAK = { crowds: 6, people: 10, stayMs: 5000, seconds: 180 };
const SOAK_ROOMS = 10;
const SAMPLE_MS = 1000;

/** Without garbage, which a server keeps until it has reason to look at it. The pages that it was in go back in a second round. @param {{ pid: number }} server */
async function megabytesAtRest({ pid }) {
  for (let round = 0; round < 2; round++) {
    await new Promise((done) => setTimeout(done, REST_MS));
    process.kill(pid, 'SIGUSR2');
  }
  await new Promise((done) => setTimeout(done, REST_MS));
  return residentMegabytes(pid);
}

/** @returns {Promise<Figures>} */
export async function measureMemory() {
  return { kilobytesPerConnection: await idleKilobytes(), roomMegabytes: await roomMegabytes() };
}

async function idleKilobytes() {
  const server = await startServer('joinery', [...OPTIONS, ...SILENT], { collects: true });
  try {
    const urls = [];
    for (let i = 0; i < IDLE.rooms; i++) urls.push(await newRoom('joinery', server.url, i));
    const before = await megabytesAtRest(server);
    /** @type {import('./light-socket.mjs').LightSocket[]} */
    const sockets = [];
    for (const url of urls) for (let i = 0; i < IDLE.people; i++) sockets.push((await visit('joinery', url)).socket);
    const after = await megabytesAtRest(server);
    if (sockets.some(({ closedWith }) => closedWith !== undefined)) throw new Error('somebody was sent out');
    for (const socket of sockets) socket.close();
    return ((after - before) * 1024) / sockets.length;
  } finally {
    await server.stop();
  }
}

/** Of a relay that was just started, and has one such file open already: what it takes once for all files is no file's. */
async function roomMegabytes() {
  const folder = newFolder();
  try {
    const first = await startServer('joinery', OPTIONS, { kept: folder });
    const paths = [];
    for (let i = 0; i < FILES; i++) {
      const url = await newRoom('joinery', first.url, i);
      await run('joins.mjs', { library: 'joinery', url, nodes: NODES, times: 1, atOnce: 1 }, first.pid);
      paths.push(new URL(url).pathname);
    }
    await first.stop();
    const server = await startServer('joinery', [...OPTIONS, ...SILENT], { kept: folder, collects: true });
    const urls = paths.map((path) => new URL(path, server.url.replace('http', 'ws')).href);
    const [one = '', ...others] = urls;
    const visits = [await visit('joinery', one)];
    const before = await megabytesAtRest(server);
    for (const url of others) visits.push(await visit('joinery', url));
    const after = await megabytesAtRest(server);
    for (const { socket } of visits) socket.close();
    await server.stop();
    return (after - before) / others.length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns {Promise<Figures>} */
export async function measureSoak() {
  const server = await startServer('joinery', OPTIONS);
  /** @type {number[]} */
  const samples = [];
  const timer = setInterval(() => samples.push(residentMegabytes(server.pid)), SAMPLE_MS);
  try {
    const urls = [];
    for (let i = 0; i < SOAK_ROOMS; i++) urls.push(await newRoom('joinery', server.url, i));
    const figures = await run('soak.mjs', { ...SOAK, urls }, server.pid);
    const third = Math.floor(samples.length / 3);
    const [middle, last] = [median(samples.slice(third, 2 * third)), median(samples.slice(2 * third))];
    return { ...figures, megabytes: last, growth: last / middle };
  } finally {
    clearInterval(timer);
    await server.stop();
  }
}
