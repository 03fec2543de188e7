import { z } from 'zod';
import { loadImageOps } from '../../drivers/kit/image/load-image-ops.ts';
import type { FaceOutcome } from '../../models/face/face-check-types.ts';
import { createVisionService } from '../../models/vision-service.ts';
import { fail, ok } from '../contract/failure.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import { serveWorker, type WorkerApi, workerArgument } from '../workers/worker-runtime.ts';
import { openFace, sealFace } from './face-templates.ts';
import { KeyHolder } from './key-holder.ts';
import { openMakerTemplates, sealMakerTemplates } from './maker-templates.ts';
import { VeinChecks } from './vein-checks.ts';
import type { VisionApi } from './vision-api.ts';

/** Entry of the vision worker process: the models and the sealed templates behind the typed calls of the core. */
const { imageOps } = workerArgument(z.object({ imageOps: z.enum(['opencv-js', 'opencv4nodejs']) }));

await serveWorker(async () => {
  const keys = new KeyHolder();
  const veins = new VeinChecks(keys);
  /** Whom the live face of a running check is to be enrolled for. */
  const enrolling = new Map<string, string>();
  const outcomes = new Map<string, FaceOutcome & { readonly enrolled: SealedTemplate | null }>();
  const service = createVisionService(
    ({ id, outcome, template }) => {
      const subject = enrolling.get(id);
      const sealed = template && subject !== undefined ? sealFace(keys, subject, template) : null;
      // A face that cannot be sealed is not enrolled; the check itself is none the worse for it.
      outcomes.set(id, { ...outcome, enrolled: sealed?.ok ? sealed.value : null });
    },
    { ops: await loadImageOps(imageOps) },
  );
  // Missing or damaged weights end the process here: the supervisor says so, and no visit is begun on half a service.
  const ready = await service.ready();
  if (!ready.ok) throw new Error(`${ready.error.code} ${ready.error.message}`);

  const api = {
    templateKey: async ({ key }) => keys.take(key),
    startFaceCheck: async ({ checkId, reference, enrolFor, ...how }) => {
      const opened =
        reference.kind === 'sealed'
          ? openFace(keys, reference.template)
          : ok(new Uint8Array(reference.bytes));
      if (!opened.ok) return opened;
      const { value } = opened;
      const started = await service.startFaceCheck(checkId, {
        ...how,
        reference:
          value instanceof Uint8Array
            ? { kind: 'image', bytes: value }
            : { kind: 'template', template: value },
        enrol: enrolFor !== null,
      });
      // The numbers were copied into the check.
      if (!(value instanceof Uint8Array)) for (const vector of value.vectors) vector.fill(0);
      if (!started.ok) return fail(started.error);
      if (enrolFor !== null) enrolling.set(checkId, enrolFor);
      return ok(undefined);
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
          enrolled: outcome.enrolled,
          models: outcome.models.map(({ id, sha256 }) => ({ id, sha256 })),
        },
      });
    },
    endFaceCheck: async ({ checkId }) => {
      outcomes.delete(checkId);
      enrolling.delete(checkId);
      await service.cancelFaceCheck(checkId);
      return ok(undefined);
    },
    veinStart: async (input) => veins.start(input),
    veinLook: async (input) => veins.look(input),
    veinEnd: async ({ checkId }) => {
      veins.end(checkId);
      return ok(undefined);
    },
    veinSealMaker: async (input) => sealMakerTemplates(keys, input),
    veinOpenMaker: async (input) => openMakerTemplates(keys, input),
  } satisfies VisionApi;
  return api as WorkerApi;
});
