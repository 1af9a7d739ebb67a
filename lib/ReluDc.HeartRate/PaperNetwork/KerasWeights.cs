using System.Collections.Immutable;
using System.Globalization;
using PureHDF;
using ReluDc.Networks;

namespace ReluDc.HeartRate;

/// <summary>
/// The weights in a file that Keras saved (.h5): for each kind of layer its arrays, in the order in which the layers were made.
/// </summary>
public sealed class KerasWeights
{
    private readonly string path;
    private readonly ImmutableSortedDictionary<string, ImmutableArray<SavedLayer>> kinds;

    private KerasWeights(string path, IEnumerable<SavedArray> found)
    {
        this.path = path;
        kinds = found.GroupBy(array => array.Kind).ToImmutableSortedDictionary(kind => kind.Key, kind => kind
            .GroupBy(array => array.Number).OrderBy(layer => layer.Key)
            .Select(layer => new SavedLayer(layer.Key, layer.ToImmutableSortedDictionary(array => array.Name, array => array)))
            .ToImmutableArray());
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A Keras model saved as .h5.</param>
    /// <exception cref="FormatException">It is not there, not HDF5, or has no weights; the message is one line.</exception>
    public static KerasWeights Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw new FormatException($"{path}: there is no such file; allowed: a Keras model saved as .h5");
        try
        {
            using var file = H5File.OpenRead(path);
            var found = new List<SavedArray>();
            Collect(file.Group("model_weights"), [], found);
            return found.Count > 0 ? new(path, found) : throw new FormatException($"{path}: its group model_weights is empty");
        }
        catch (Exception e) when (e is not (FormatException or IOException or UnauthorizedAccessException))
        {
            throw new FormatException($"{path}: not a Keras model saved as .h5 (HDF5 with a group model_weights)", e);
        }
    }

    /// <summary>How many layers of a kind there are.</summary>
    /// <param name="kind">Keras's name without its number, such as conv1d.</param>
    public int Count(string kind) => kinds.TryGetValue(Argument.Given(kind), out var layers) ? layers.Length : 0;

    /// <summary>Arrays of one layer, one after the other, row by row each. → [parameters]</summary>
    /// <param name="kind">Keras's name without its number, such as conv1d.</param>
    /// <param name="index">Which layer of this kind, from 0.</param>
    /// <param name="arrays">Names, such as kernel and bias, with the shapes they are to have.</param>
    /// <exception cref="FormatException">The layer or an array is missing, or has another shape; the message has both.</exception>
    public ImmutableArray<float> Parameters(string kind, int index, params ReadOnlySpan<(string Name, int[] Shape)> arrays)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (index >= Count(kind))
            throw new FormatException($"{path}: {index + 1} layers {kind} were to be there; {Count(kind)} are");
        var (number, layer) = kinds[kind][index];
        var values = ImmutableArray.CreateBuilder<float>();
        foreach (var (name, shape) in arrays)
        {
            if (name is null || shape is null)
                throw new ArgumentException("Each array that is wanted has a name and a shape.", nameof(arrays));
            if (!layer.TryGetValue(name, out var array))
                throw new FormatException($"{path}: {kind}_{number} has no {name}; it has {string.Join(", ", layer.Keys)}");
            if (!array.Shape.AsSpan().SequenceEqual(shape))
                throw new FormatException(
                    $"{path}: {name} of {kind}_{number} is to be [{string.Join(", ", shape)}]; it is [{string.Join(", ", array.Shape)}]");
            if (!array.Values.All(float.IsFinite))
                throw new FormatException($"{path}: {name} of {kind}_{number} has a value that is no finite number");
            values.AddRange(array.Values);
        }
        return values.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Path.GetFileName(path)}: {string.Join(", ", kinds.Select(kind => $"{kind.Value.Length} {kind.Key}"))}";

    private static void Collect(IH5Group group, ImmutableArray<string> names, List<SavedArray> found)
    {
        foreach (var child in group.Children())
            if (child is IH5Group inner)
                Collect(inner, names.Add(child.Name), found);
            else if (child is IH5Dataset dataset)
            {
                // conv1d_45/kernel:0, and multi_head_attention_5/query/kernel:0: the layer is the innermost name that ends in a number,
                // what follows names the array.
                var at = names.Select((name, i) => (name, i)).Last(n => Split(n.name).Number is not null).i;
                var (kind, number) = Split(names[at]);
                found.Add(new(kind, number!.Value, string.Join('/', names.Skip(at + 1).Append(child.Name.Split(':')[0])),
                    [.. dataset.Space.Dimensions.Select(d => (int)d)], [.. dataset.Read<float[]>()]));
            }
    }

    private static (string Kind, int? Number) Split(string name) =>
        name.LastIndexOf('_') is > 0 and var at
            && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (name[..at], number)
            : (name, null);

    private sealed record SavedArray(string Kind, int Number, string Name, ImmutableArray<int> Shape, ImmutableArray<float> Values);

    private sealed record SavedLayer(int Number, ImmutableSortedDictionary<string, SavedArray> Arrays);
}
