import { OpenStore } from '@purser/client/react/kept-stores';
import { stores } from '../store/stores.js';
import { Board } from './Board.js';
import { BoardAsLeft } from './BoardAsLeft.js';
import { BoardSkeleton } from './BoardSkeleton.js';
import { EndedStore } from './EndedStore.js';
import { listLastSeen } from './lastSeen.js';
import { SlowOpening } from './SlowOpening.js';

export interface OpenBoardProps {
  readonly storeId: string;
}

export default function OpenBoard({ storeId }: OpenBoardProps) {
  const left = listLastSeen(storeId);
  return (
    <OpenStore
      stores={stores}
      storeId={storeId}
      fallback={
        <>
          <SlowOpening />
          {left?.length ? <BoardAsLeft tasks={left} /> : <BoardSkeleton />}
        </>
      }
      ended={(why, clear) => <EndedStore why={why} onClear={clear} />}
    >
      {(store) => <Board store={store} />}
    </OpenStore>
  );
}
