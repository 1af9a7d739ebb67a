using ReluDc.Bench;

switch (args)
{
    case ["engine"]:
        await EngineBenchmark.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("allowed: engine");
        return 2;
}
