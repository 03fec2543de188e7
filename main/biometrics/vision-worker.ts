import { z } from 'zod';
import { loadImageOps } from '../../drivers/kit/image/load-image-ops.ts';
import type { FaceOutcome } from '../../models/face/face-check-types.ts';
import { createVisionService } from '../../models/vision-service.ts';
import { fail, ok } from '../contract/failure.ts';
import { serveWorker, type WorkerApi, workerArgument } from '../workers/worker-runtime.ts';
import type { VisionApi } from './vision-api.ts';

/** Entry of the vision worker process: the models behind the typed calls of the core. */
const { imageOps } = workerArgument(z.object({ imageOps: z.enum(['opencv-js', 'opencv4nodejs']) }));

await serveWorker(async () => {
  const outcomes = new Map<string, FaceOutcome>();
  const service = createVisionService((event) => outcomes.set(event.id, event.outcome), {
    ops: await loadImageOps(imageOps),
  });
  // Missing or damaged weights end the process here: the supervisor says so, and no visit is begun on half a service.
  const ready = await service.ready();
  if (!ready.ok) throw new Error(`${ready.error.code} ${ready.error.message}`);

  const api = {
    startFaceCheck: async ({ checkId, reference, ageBand, challenge, liveness }) => {
      const started = await service.startFaceCheck(checkId, {
        reference: { kind: 'image', bytes: new Uint8Array(reference) },
        ageBand,
        challenge,
        liveness,
      });
      return started.ok ? ok(undefined) : fail(started.error);
    },
    look: async ({ checkId, jpeg, capturedAtMs }) => {
      const seen = await service.frame(checkId, new Uint8Array(jpeg), capturedAtMs);
      if (!seen.ok) {
        // One damaged picture changes nothing: the next one comes in a moment.
        if (seen.error.code !== 'E5101') return fail(seen.error);
        return ok({ observation: { guidance: 'blurred', progress: 0, face: null }, outcome: null });
      }
      const { guidance, progress, face } = seen.value;
      const outcome = outcomes.get(checkId) ?? null;
      return ok({
        observation: { guidance, progress, face },
        outcome: outcome && {
          decision: outcome.decision,
          liveness: outcome.liveness,
          similarity: outcome.similarity,
          threshold: outcome.threshold,
          causes: [...outcome.causes],
          models: outcome.models.map(({ id, sha256 }) => ({ id, sha256 })),
        },
      });
    },
    endFaceCheck: async ({ checkId }) => {
      outcomes.delete(checkId);
      await service.cancelFaceCheck(checkId);
      return ok(undefined);
    },
  } satisfies VisionApi;
  return api as WorkerApi;
});
