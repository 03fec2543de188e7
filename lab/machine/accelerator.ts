import { accessSync, constants, readFileSync } from 'node:fs';

/** How the guest's processor is made: by the real one, or in software, which is 20 to 50 times slower. */
export type Accelerator = 'kvm' | 'tcg';

/**
 * KVM only where the processor itself can do it and this user may: /dev/kvm alone says nothing, for a machine that is
 * virtual itself may offer one that crawls or dies.
 * @param cpuInfo /proc/cpuinfo
 */
export function chooseAccelerator(cpuInfo: string, mayUseKvm: boolean): Accelerator {
  return mayUseKvm && /^flags\s*:.*\b(vmx|svm)\b/m.test(cpuInfo) ? 'kvm' : 'tcg';
}

export function thisAccelerator(): Accelerator {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return chooseAccelerator(readFileSync('/proc/cpuinfo', 'utf8'), true);
  } catch {
    return 'tcg';
  }
}
