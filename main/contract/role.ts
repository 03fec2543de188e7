import { z } from 'zod';

/** Who looks at a screen. `dock` is the drawer that works the simulated devices; it exists only in demo configurations. */
export const roleSchema = z.enum(['kiosk', 'assist', 'service', 'dock']);
export type Role = z.infer<typeof roleSchema>;
