/** The tree of a root for as long as it is shown. */
import { useEffect, useMemo, useState } from 'react';
import { useClient, useStore } from '../../state/hooks.ts';
import { type Row, Tree } from './tree.ts';

/** The tree of a root, with the folders above the selected path open. */
export function useTree(rootId: number, selected: string | undefined) {
  const client = useClient();
  const [tree, setTree] = useState<Tree>();
  useEffect(() => {
    const made = new Tree(client, rootId);
    setTree(made);
    return () => made.end();
  }, [client, rootId]);
  useEffect(() => {
    if (selected !== undefined) tree?.openTo(selected);
  }, [tree, selected]);
  return tree;
}

/** Its rows, anew whenever it has changed. */
export function useRows(tree: Tree): readonly Row[] {
  const version = useStore(tree.version);
  // The version stands for all that the tree knows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  return useMemo(() => tree.rows(), [tree, version]);
}
