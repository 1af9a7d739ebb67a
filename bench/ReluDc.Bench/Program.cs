using ReluDc.Bench;

switch (args)
{
    case ["engine"]:
        await EngineBenchmark.RunAsync();
        await EngineComparison.RunAsync();
        return 0;
    case ["kernel"]:
        await KernelBenchmark.RunAsync();
        return 0;
    case ["step"]:
        StepBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("allowed: engine, kernel, step");
        return 2;
}
