using ReluDc.Engine;

if (EngineProgram.Serve(args, (interruption, console) => new InteractiveCells(interruption, console)) is { } exitCode)
    return exitCode;
Console.Error.WriteLine("allowed: kernel start --stdio, or kernel start --connection-file FILE");
return 2;
