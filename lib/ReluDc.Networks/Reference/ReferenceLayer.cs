namespace ReluDc.Networks;

/// <summary>
/// One layer of a <see cref="ReferenceNetwork"/>: the layer's definition, in double precision, with one loop for each index.
/// [examples] of [time, channels] → [examples] of [time', channels']
/// </summary>
/// <remarks>
/// Read this to see what a layer computes, forward and backward; read <see cref="Pass"/> and what derives from it to see how it is made
/// fast. Neither uses the other's code, and tests hold the two against each other. Tensors are plain arrays: x[example][time, channel].
/// </remarks>
[System.ComponentModel.ImmutableObject(false)]
public abstract class ReferenceLayer
{
    private double[][,]? input;

    private protected ReferenceLayer(double[] parameters)
    {
        Parameters = parameters;
        Gradient = new double[parameters.Length];
    }

    /// <summary>What the layer learns: kernel, then biases, laid out as <see cref="Network.Parameters"/>. [parameters]</summary>
    public double[] Parameters { get; }

    /// <summary>The gradient of the loss with respect to the parameters; every backward pass adds to it. [parameters]</summary>
    public double[] Gradient { get; }

    /// <summary>What came in last.</summary>
    private protected double[][,] Input => input ?? throw new InvalidOperationException("A backward pass follows a forward pass.");

    /// <summary>The layer's output for a batch. [examples] of [time, channels] → [examples] of [time', channels']</summary>
    /// <param name="batch">At least one example, all of one shape, of the channels that the parameters are for.</param>
    public double[][,] Forward(double[][,] batch)
    {
        var shape = ShapeOf(batch, nameof(batch));
        CheckInput(shape);
        input = batch;
        return Compute(batch);
    }

    /// <summary>
    /// The chain rule: from the gradient of the loss with respect to the output of the last forward pass to that with respect to its input.
    /// The parameters' share is added to <see cref="Gradient"/>. [examples] of [time', channels'] → [examples] of [time, channels]
    /// </summary>
    /// <param name="gradients">One for each example of the last forward pass, of its output's shape.</param>
    public double[][,] Backward(double[][,] gradients)
    {
        var (given, wanted) = (ShapeOf(gradients, nameof(gradients)), OutputShape(ShapeOf(Input, nameof(gradients))));
        if (gradients.Length != Input.Length || given != wanted)
            throw new ArgumentException(
                $"The last output was {Input.Length} of {wanted}; the gradients are {gradients.Length} of {given}.", nameof(gradients));
        return Derive(gradients);
    }

    /// <summary>The readable form of a layer.</summary>
    /// <param name="layer">A convolution, an activation, a pooling, a dense layer or a batch normalisation.</param>
    /// <param name="input">Shape of its input, [time, channels].</param>
    /// <param name="parameters">
    /// As many finite numbers as it has parameters on that shape, laid out as <see cref="Network.Parameters"/>.
    /// </param>
    /// <exception cref="ArgumentException">The layer has no readable form, or another number of parameters.</exception>
    public static ReferenceLayer Of(Layer layer, Shape input, IEnumerable<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(parameters);
        layer.OutputShape(input);
        double[] values = [.. parameters];
        if (values.Length != layer.ParameterCount(input) || !values.All(double.IsFinite))
            throw new ArgumentException(
                $"{layer} on {input} has {layer.ParameterCount(input)} finite parameters; given are {values.Length}.", nameof(parameters));
        return layer switch
        {
            Conv1D convolution => new ReferenceConvolution(convolution, input.Channels, values),
            Activation activation => new ReferenceActivation(activation),
            Pooling pooling => new ReferencePooling(pooling),
            Dense dense => new ReferenceDense(dense, input.Size, values),
            BatchNormalization normalization => new ReferenceBatchNormalization(normalization, input.Channels, values),
            _ => throw new ArgumentException($"{layer} has no readable form: it is for inference.", nameof(layer)),
        };
    }

    /// <summary>Throws unless the parameters are for such an input.</summary>
    private protected abstract void CheckInput(Shape shape);

    /// <summary>The shape after the layer.</summary>
    private protected abstract Shape OutputShape(Shape shape);

    /// <summary>The forward pass, by definition.</summary>
    private protected abstract double[][,] Compute(double[][,] x);

    /// <summary>The backward pass, by the chain rule.</summary>
    private protected abstract double[][,] Derive(double[][,] dy);

    /// <summary>Zeros of the same shape.</summary>
    private protected static double[][,] Like(double[][,] batch) => [.. batch.Select(x => new double[x.GetLength(0), x.GetLength(1)])];

    /// <summary>Every index of a batch: example, time step, channel.</summary>
    private protected static void Each(double[][,] batch, Action<int, int, int> body)
    {
        for (var i = 0; i < batch.Length; i++)
            for (var t = 0; t < batch[i].GetLength(0); t++)
                for (var c = 0; c < batch[i].GetLength(1); c++)
                    body(i, t, c);
    }

    /// <summary>The one shape of all examples of a batch.</summary>
    internal static Shape ShapeOf(double[][,] batch, string name)
    {
        ArgumentNullException.ThrowIfNull(batch, name);
        if (batch.Length == 0 || batch.Any(x => x is null || x.Length == 0)
            || batch.Select(x => (x.GetLength(0), x.GetLength(1))).Distinct().Count() > 1)
            throw new ArgumentException("A batch has one example or more, all of one shape, [time, channels].", name);
        return new(batch[0].GetLength(0), batch[0].GetLength(1));
    }

    /// <summary>Throws unless the input has so many channels.</summary>
    private protected static void CheckChannels(Layer layer, int wanted, Shape given)
    {
        if (given.Channels != wanted)
            throw new ArgumentException($"The parameters of {layer} are for {wanted} channels; the batch has {given}.", "batch");
    }
}
