export interface WorkflowClientPort {
  placeholder: never;
}
