import { OpenStore } from '@purser/client/react/kept-stores';
import { stores } from '../store/stores.js';
import { Board } from './Board.js';
import { BoardSkeleton } from './BoardSkeleton.js';
import { EndedStore } from './EndedStore.js';

export interface OpenBoardProps {
  readonly storeId: string;
}

export default function OpenBoard({ storeId }: OpenBoardProps) {
  return (
    <OpenStore
      stores={stores}
      storeId={storeId}
      fallback={<BoardSkeleton />}
      ended={(why, clear) => <EndedStore why={why} onClear={clear} />}
    >
      {(store) => <Board store={store} />}
    </OpenStore>
  );
}
