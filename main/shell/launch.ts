import { parseArgs } from 'node:util';

/** What may be said at the start, beside the configuration file. */
export interface LaunchSettings {
  readonly configFile: string | undefined;
  /** Overrules the configuration's choice. */
  readonly shell: 'electron' | 'browser' | undefined;
  /** `none`: serve only, open no window (tests, a machine without a display). */
  readonly screen: 'auto' | 'none';
  /** A window on a developer's desktop instead of the kiosk (Electron). */
  readonly windowed: boolean;
}

/** Reads `--config FILE --shell electron|browser --no-screen --windowed`; unknown words (Electron's own) are passed over. */
export function launchSettings(words: readonly string[], environment: NodeJS.ProcessEnv): LaunchSettings {
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    options: {
      config: { type: 'string' },
      shell: { type: 'string' },
      'no-screen': { type: 'boolean' },
      windowed: { type: 'boolean' },
    },
  });
  const config = typeof values.config === 'string' ? values.config : environment.YINLING_CONFIG;
  return {
    configFile: config || undefined,
    shell: values.shell === 'electron' || values.shell === 'browser' ? values.shell : undefined,
    screen: values['no-screen'] === true ? 'none' : 'auto',
    windowed: values.windowed === true,
  };
}
