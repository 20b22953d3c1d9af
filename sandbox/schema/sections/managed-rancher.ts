/** Types and routes of Managed Rancher services on /v2, in the notation of types.ts. */
import type { Part } from '../types.js';

const project = '/v2/publicCloud/project';
const rancher = `${project}/{projectId}/rancher`;

export const managedRancher: Part = {
  models: {
    'publicCloud.project.ProjectAsyncWithIAM':
      'createdAt:datetime currentState:publicCloud.project.ProjectCurrentState currentTasks:common.CurrentTask[]? iam:iam.ResourceMetadata? id:string name:string? resourceStatus:common.ResourceStatusEnum targetSpec:publicCloud.project.ProjectTargetSpec updatedAt:datetime',
    'publicCloud.project.ProjectCurrentState': 'mode:publicCloud.project.ModeEnum name:string',
    'publicCloud.project.ProjectTargetSpec': 'mode:publicCloud.project.ModeEnum name:string',
    'publicCloud.rancher.Rancher':
      'createdAt:datetime currentState:publicCloud.rancher.RancherCurrentState currentTasks:common.CurrentTask[]? id:uuid resourceStatus:common.ResourceStatusEnum targetSpec:publicCloud.rancher.RancherTargetSpec updatedAt:datetime',
    'publicCloud.rancher.RancherCurrentState':
      'bootstrapPassword:password? iamAuthEnabled:boolean? ipRestrictions:publicCloud.rancher.IpRestriction[]? name:string networking:publicCloud.rancher.Networking? plan:publicCloud.rancher.PlanEnum region:publicCloud.rancher.RegionEnum url:string? usage:publicCloud.rancher.Usage? version:string',
    'publicCloud.rancher.RancherTargetSpec':
      'iamAuthEnabled:boolean ipRestrictions:publicCloud.rancher.IpRestriction[] name:string plan:publicCloud.rancher.PlanEnum version:string',
    'publicCloud.rancher.IpRestriction': 'cidrBlock:ipBlock description:string',
    'publicCloud.rancher.Networking': 'egressCidrBlocks:ipBlock[]',
    'publicCloud.rancher.Usage': 'datetime:datetime orchestratedVcpus:long',
    'common.CurrentTask':
      'errors:common.TaskError[]? id:uuid link:string status:common.CurrentTaskStatusEnum? type:string',
    'common.Task':
      'createdAt:datetime errors:common.TaskError[]? finishedAt:datetime? id:uuid link:string message:string progress:common.TaskProgress[] startedAt:datetime? status:common.TaskStatusEnum type:string updatedAt:datetime',
    'common.TaskError': 'message:string',
    'common.TaskProgress': 'name:string status:common.TaskStatusEnum',
    'common.Event': 'createdAt:datetime kind:string link:string? message:string type:common.EventTypeEnum',
  },
  enums: {
    'publicCloud.project.ModeEnum': 'CLASSIC DISCOVERY',
    'publicCloud.rancher.PlanEnum': 'OVHCLOUD_EDITION STANDARD',
    'publicCloud.rancher.RegionEnum': 'EU_WEST_GRA EU_WEST_RBX EU_WEST_SBG',
    'common.ResourceStatusEnum': 'CREATING DELETING ERROR OUT_OF_SYNC READY SUSPENDED UPDATING',
    'common.CurrentTaskStatusEnum': 'ERROR PENDING RUNNING SCHEDULED WAITING_USER_INPUT',
    'common.TaskStatusEnum': 'DONE ERROR PENDING RUNNING SCHEDULED WAITING_USER_INPUT',
    'common.EventTypeEnum': 'TARGET_SPEC_UPDATE TASK_ERROR TASK_START TASK_SUCCESS',
  },
  routes: {
    [project]: 'publicCloud.project.ProjectAsyncWithIAM[]',
    [`${project}/{projectId}`]: 'publicCloud.project.ProjectAsyncWithIAM',
    [rancher]: 'publicCloud.rancher.Rancher[]',
    [`${rancher}/{rancherId}`]: 'publicCloud.rancher.Rancher',
    [`${rancher}/{rancherId}/event`]: 'common.Event[]',
    [`${rancher}/{rancherId}/task`]: 'common.Task[]',
    [`${rancher}/{rancherId}/task/{taskId}`]: 'common.Task',
  },
};
