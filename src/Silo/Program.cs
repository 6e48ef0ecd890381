using FinOpsAI.Silo.Cli;

return await CommandLine.RunAsync(args);
