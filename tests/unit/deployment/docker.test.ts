// No Docker engine is needed: the files' structure is checked, not their behaviour.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { settings } from '../../../apps/config.ts';

const service = z.object({
  image: z.string().optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  healthcheck: z.object({ test: z.union([z.string(), z.array(z.string())]) }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  deploy: z.object({ replicas: z.number() }).optional(),
  volumes: z.array(z.string()).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
const dockerfile = readFileSync('Dockerfile', 'utf8');

describe('docker-compose.yml', () => {
  test('has Postgres with pgvector, Valkey, migrate, api and two workers', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'migrate', 'postgres', 'valkey', 'worker']);
    expect(compose.services.postgres?.image).toMatch(/^pgvector\/pgvector:/);
    expect(compose.services.valkey?.image).toMatch(/^valkey\/valkey:/);
    expect(compose.services.worker?.deploy?.replicas).toBe(2);
  });

  test('every service that stays up has a health check', () => {
    for (const [name, { healthcheck }] of Object.entries(compose.services)) {
      if (name !== 'migrate') expect(healthcheck?.test, name).toBeTruthy();
    }
  });

  test('api and workers wait for the migration and for both stores', () => {
    for (const name of ['api', 'worker']) {
      expect(compose.services[name]?.depends_on).toMatchObject({
        postgres: { condition: 'service_healthy' },
        valkey: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
  });

  test('what must outlive a container is on a named volume', () => {
    for (const name of ['postgres', 'valkey', 'api', 'worker']) {
      const volumes = compose.services[name]?.volumes ?? [];
      expect(volumes.length, name).toBeGreaterThan(0);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });

  test('every setting is named, and nothing that is not a setting', () => {
    expect(Object.keys(compose.services.api?.environment ?? {}).sort()).toEqual(Object.keys(settings).sort());
    for (const name of Object.keys(compose.services.worker?.environment ?? {})) {
      expect(Object.keys(settings)).toContain(name);
    }
  });
});

describe('Dockerfile', () => {
  test('is built in stages and runs as an ordinary user', () => {
    expect(dockerfile.match(/^FROM /gm)?.length).toBeGreaterThan(1);
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(lastStage).toMatch(/^USER (?!root)/m);
  });

  test('installs from the lock file and leaves development packages out', () => {
    expect(dockerfile).toMatch(/npm ci --omit=dev/);
  });

  test('runs the Node that package.json pins', () => {
    const pinned = z
      .object({ dependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8'))).dependencies.node;
    const major = /\d+/.exec(pinned)?.[0];
    expect(dockerfile).toContain(`FROM node:${major}-`);
  });
});
