/** `task-unified-1757169743-7cvnl5zw`: every id of a task begins so (gateways.md 1.1). */
export const taskIdForm = /task-unified-\w[\w-]*/g;
