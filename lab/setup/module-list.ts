/** The kernel modules of a package as its `modules.dep` tells them: which files each one needs loaded before it. */
export interface ModuleList {
  /**
   * The files of the named modules and of all that they need, each after what it needs. Names are written with `_` or `-`
   * alike. Throws on a name that the kernel does not have: the lab's own list is wrong then.
   */
  filesOf(names: readonly string[]): string[];
}

/** @param text `modules.dep` of depmod: `kernel/a.ko: kernel/b.ko kernel/c.ko`, nearest need first */
export function parseModuleList(text: string): ModuleList {
  const needs = new Map<string, readonly string[]>();
  const fileOf = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [file, rest] = line.split(':');
    if (!file || rest === undefined) continue;
    needs.set(file, rest.split(' ').filter(Boolean));
    fileOf.set(plainName(file), file);
  }
  return {
    filesOf(names) {
      const files = new Set<string>();
      const add = (file: string): void => {
        if (files.has(file)) return;
        for (const need of needs.get(file) ?? []) add(need);
        files.add(file);
      };
      for (const name of names) {
        const file = fileOf.get(plainName(name));
        if (!file) throw new Error(`this kernel has no module ${name}`);
        add(file);
      }
      return [...files];
    },
  };
}

/** `kernel/drivers/usb/class/cdc-acm.ko.xz` and `cdc-acm` are both `cdc_acm`. */
const plainName = (file: string): string =>
  file
    .replace(/^.*\//, '')
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');
