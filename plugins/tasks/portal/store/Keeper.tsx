import { KeepStore } from '@purser/client/react/kept-stores';
import { stores } from './stores.js';

export interface KeeperProps {
  readonly workspaceId: string;
  readonly storeId: string;
}

export default function Keeper(props: KeeperProps) {
  return <KeepStore stores={stores} {...props} />;
}
