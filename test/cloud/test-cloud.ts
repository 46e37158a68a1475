/** A cloud in a temporary folder and a signed-in client, for one test file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CloudOptions, type CloudPerson, type RunningCloud, startCloud } from './cloud.ts';
import { TestClient } from './test-client.ts';

export interface TestCloud {
  readonly cloud: RunningCloud;
  readonly folder: string;
  person(index: number): CloudPerson;
  /** A new client, signed in as that person. */
  client(index: number): Promise<TestClient>;
  /** Stops everything and removes the folder. */
  end(): Promise<void>;
}

export async function startTestCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const folder = options.data ?? mkdtempSync(path.join(tmpdir(), 'leitz-cloud-stand-in-'));
  const cloud = await startCloud({ ...options, data: folder });
  const clients: TestClient[] = [];
  const person = (index: number): CloudPerson => {
    const found = cloud.people[index];
    if (found === undefined) throw new Error(`There is no person ${index}.`);
    return found;
  };
  return {
    cloud,
    folder,
    person,
    client: async (index) => {
      const client = new TestClient(cloud);
      clients.push(client);
      const { status } = await client.signIn(person(index));
      if (status !== 200) throw new Error(`Person ${index} could not sign in: ${status}.`);
      return client;
    },
    end: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
