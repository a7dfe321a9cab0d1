// Has the SDK download its Temporal dev server into a folder: node fetch-temporal.mjs FOLDER. Starting it once is
// part of how the SDK offers the download, and shows that the file runs.
import process from 'node:process'
import { TestWorkflowEnvironment } from '@temporalio/testing'

const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir: process.argv[2] } },
})
await environment.teardown()
