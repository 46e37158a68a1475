import { defineConfig } from 'vitest/config';

const suite = (name: string, include: string[], timeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout: timeout, hookTimeout: timeout },
});

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      suite('unit', ['test/unit/**/*.test.ts'], 20_000),
      suite('property', ['test/property/**/*.test.ts'], 120_000),
      suite('conformance', ['test/conformance/**/*.test.ts'], 60_000),
      suite('scenarios', ['test/scenarios/**/*.test.ts'], 120_000),
      suite('simulation', ['test/simulation/**/*.test.ts'], 600_000),
      suite('e2e', ['test/e2e/**/*.test.ts'], 180_000),
    ],
  },
});
