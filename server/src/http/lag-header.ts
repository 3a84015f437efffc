/** By which a route tells how old its answer may be; it goes out as part of `Consistency`. */
export const LAG_HEADER = 'x-lag-ms';
