import type { Config } from '../config.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Whether only programs on this very machine reach an address. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/**
 * Whether whoever comes owns everything. By itself only where nobody else can come: on loopback, and with no further origin, by
 * which others would come through a proxy.
 */
export const isOpen = ({ access, host, allowedOrigins }: Pick<Config, 'access' | 'host' | 'allowedOrigins'>): boolean =>
  access === 'open' || (access === 'auto' && isLoopback(host) && allowedOrigins.trim() === '');
