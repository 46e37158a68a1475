/** A failure on its way to a face: the same `Failure` that the contract knows, as something that can be thrown. */
import type { Failure } from '../../shared/contract/result.ts';

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super([failure.code, failure.path, failure.detail].filter((part) => part !== undefined).join(': '));
    this.failure = failure;
  }
}
