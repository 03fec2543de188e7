import { z } from 'zod';

/** Every wait of the camera driver, in milliseconds. The one table; docs/devices/camera.md explains each row. */
export const cameraTimeouts = {
  /** The capture program tells its version. */
  programCheck: { min: 500, default: 5000, max: 30_000 },
  /** From the start of the capture to the first whole picture: a USB camera warms up for 1 to 3 s. */
  firstFrame: { min: 1000, default: 8000, max: 30_000 },
  /** Longest silence between two pictures before the camera counts as stalled. */
  frameGap: { min: 300, default: 1500, max: 10_000 },
  /** The picture must stay black this long: a hand passing the lens is no fault. */
  blackAfter: { min: 300, default: 1500, max: 10_000 },
  /** The picture must stay exactly the same this long; a living sensor always has noise. */
  frozenAfter: { min: 1000, default: 3000, max: 20_000 },
  /** First pause before the capture is started again; it doubles each time. */
  restartFirst: { min: 50, default: 300, max: 5000 },
  /** Longest pause between two starts. The driver never gives up: a camera plugged in again comes back by itself. */
  restartMax: { min: 500, default: 5000, max: 60_000 },
  /** So long without a fault and the pause starts small again. */
  calmAfter: { min: 1000, default: 10_000, max: 60_000 },
  /** The self test collects pictures for this long. */
  selfTest: { min: 1000, default: 3000, max: 20_000 },
} as const;

export type CameraTimeoutName = keyof typeof cameraTimeouts;
export type CameraTimeouts = Readonly<Record<CameraTimeoutName, number>>;

const names = Object.keys(cameraTimeouts) as CameraTimeoutName[];

/** Overrides from the configuration; a value outside the table's limits is refused. */
export const cameraTimeoutsSchema = z
  .strictObject(
    Object.fromEntries(
      names.map((name) => {
        const { min, max, default: usual } = cameraTimeouts[name];
        return [name, z.number().int().min(min).max(max).default(usual)];
      }),
    ) as Record<CameraTimeoutName, z.ZodDefault<z.ZodNumber>>,
  )
  .readonly();

export const defaultCameraTimeouts: CameraTimeouts = cameraTimeoutsSchema.parse({});
