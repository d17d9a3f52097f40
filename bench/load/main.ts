import { serveJobs } from '../processes/jobs.ts';
import { fullPath } from './full-path.ts';
import { holdSeats, holdSeatsBare } from './hold-seats.ts';
import type { LoadJobs } from './load-jobs.ts';
import { pretixOrders } from './pretix-orders.ts';
import { reads } from './reads.ts';
import { sameShape } from './same-shape.ts';
import { signIns } from './sign-ins.ts';

/** The load process: what candidates and clients do is done here, apart from the servers they ask. */
serveJobs<LoadJobs>({ fullPath, sameShape, pretixOrders, reads, signIns, holdSeats, holdSeatsBare });
