/**
 * People at a relay, seen from the load that drives them.
 *
 * @typedef {object} CrowdOptions
 * @property {import('./arrivals.mjs').Arrivals} edits
 * @property {import('./arrivals.mjs').Arrivals} cursors
 * @property {(reached: () => boolean, what: string) => Promise<void>} until
 *
 * @typedef {object} Crowd
 * @property {(url: string, count: number) => Promise<void>} join so many people come into a room, each with a shape of their own
 * @property {(number: number) => void} edit that person moves their shape
 * @property {(number: number) => void} point that person moves their cursor
 * @property {(number: number) => import('./light-socket.mjs').LightSocket} socketOf
 * @property {() => void} close
 * @property {number} caughtUp how often a reader was left out, and caught up later
 */
export {};
