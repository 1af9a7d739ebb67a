using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ReluDc.Engine;

/// <summary>
/// Reads from a cell's semantic model what it has to do with variables: each mention of one is followed outwards, through what is done with
/// the object, until it is clear that the object stays as it is, or not.
/// </summary>
/// <param name="compilation">The compiled cell.</param>
/// <param name="found">Takes down what is found.</param>
internal sealed class UseFinder(Compilation compilation, FoundUses found)
{
    private readonly Destinations destinations = new(compilation, found);
    private readonly Lazy<HashSet<string>> stateless = new(() => Mutability.VouchedFor(compilation));

    /// <summary>The uses; asked for once.</summary>
    public CellUses Find()
    {
        foreach (var member in compilation.ScriptClass?.GetMembers().Where(member => !member.IsImplicitlyDeclared) ?? [])
            found.Uses.Declares.Add(member.Name);
        var seen = new HashSet<SyntaxNode>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
                if (model.GetOperation(node) is { Parent: null } root)
                    foreach (var operation in root.DescendantsAndSelf())
                    {
                        seen.Add(operation.Syntax);
                        Look(operation);
                        foreach (var changed in Origins.ChangedBy(operation))
                            Change(changed, model);
                    }
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<RefExpressionSyntax>().SelectMany(reference =>
                reference.DescendantNodes().OfType<SimpleNameSyntax>()).Where(name => !seen.Contains(name)))
                if (model.GetSymbolInfo(name).Symbol is { } symbol && found.VariableOf(symbol) is { } variable)
                    found.RefersTo(variable); // of which operations tell nothing
        }
        return found.Settled();
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IFieldReferenceOperation { Field: { IsStatic: false } field } when found.VariableOf(field) is { } variable:
                Mention(operation, variable, field.Type);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } when Mutability.IsOfCell(field):
                Static(operation, field, field.Type, field.IsReadOnly);
                break;
            case IPropertyReferenceOperation { Property: { IsStatic: true } property } when Mutability.IsOfCell(property):
                Static(operation, property, property.Type, property.SetMethod is null);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, IsReadOnly: false } }:
            case IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: not null } }:
                found.Uses.ReadsWorld = true;
                found.Uses.ChangesWorld |= Destinations.IsWritten(operation);
                break;
            case IPropertyReferenceOperation { Property: var property } when found.VariableOf(property) is { } variable:
                Mention(operation, variable, property.Type);
                break;
            case ILocalReferenceOperation { Local: var local } when Mutability.MayHold(local.Type):
                destinations.Follow(operation, null, local);
                break;
            case IParameterReferenceOperation { Parameter: var parameter } when Mutability.MayHold(parameter.Type):
                destinations.Follow(operation, null, null);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: IFieldSymbol matched } when found.VariableOf(matched) is { } variable:
                found.MayHoldAny(variable);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: IFieldSymbol matched } when found.VariableOf(matched) is { } variable:
                found.MayHoldAny(variable);
                break;
            case IListPatternOperation { DeclaredSymbol: IFieldSymbol matched } when found.VariableOf(matched) is { } variable:
                found.MayHoldAny(variable);
                break;
            case IMethodReferenceOperation { Method: var method }:
                Called(method);
                break;
            case IInvocationOperation { TargetMethod: var method }:
                Called(method);
                if (found.VariableOf(method) is { } function && method.MethodKind == MethodKind.Ordinary
                    && Mutability.MayHold(method.ReturnType))
                {
                    found.Calls(function);
                    destinations.Follow(operation, function, null); // what it gives back may be what a variable holds
                }
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Called(constructor);
                break;
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation
                or IDynamicObjectCreationOperation or IAddressOfOperation:
                found.Unknown(operation);
                (found.Uses.ChangesWorld, found.Uses.ReadsWorld) = (true, true);
                break;
        }
    }

    private void Mention(IOperation operation, CellVariable variable, ITypeSymbol type)
    {
        if (Origins.IsLatent(operation))
            found.Uses.LatentReads.Add(variable);
        if (!found.IsOwn(variable))
        {
            found.Uses.Reads.Add(variable);
            if (Mutability.MayHold(type) || operation is IPropertyReferenceOperation)
                found.Runs(variable.Unit);
        }
        if (Destinations.IsWritten(operation) && (!found.IsOwn(variable) || Origins.IsLatent(operation)))
            found.Touch(operation, variable);
        if (!Mutability.MayHold(type))
            return;
        found.Names(variable);
        destinations.Follow(operation, variable, null);
    }

    private void Called(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Ordinary && found.VariableOf(method) is { } function && !found.IsOwn(function))
        {
            found.Uses.Reads.Add(function);
            found.Runs(function.Unit);
        }
        else if (Mutability.IsOfCell(method.ContainingType))
            found.Runs(found.UnitOf(method));
        found.Uses.ChangesWorld |= Callee.ChangesWorld(method, assembly => stateless.Value.Contains(assembly.Name));
        found.Uses.ReadsWorld |= Callee.ReadsWorld(method, assembly => stateless.Value.Contains(assembly.Name));
    }

    /// <summary>A static member of a cell or its types: no new run of the cell makes it anew.</summary>
    private void Static(IOperation operation, ISymbol member, ITypeSymbol type, bool isReadOnly)
    {
        found.Runs(found.UnitOf(member));
        if (found.VariableOf(member) is { } variable && !found.IsOwn(variable))
            found.Uses.Reads.Add(variable);
        var isChangeable = Mutability.MayHold(type);
        found.Uses.ReadsWorld |= isChangeable || !isReadOnly;
        found.Uses.ChangesWorld |= isChangeable || Destinations.IsWritten(operation);
    }

    /// <summary>What is changed is touched, where it comes from.</summary>
    private void Change(IOperation changed, SemanticModel model)
    {
        foreach (var origin in Origins.Of(changed))
            switch (origin)
            {
                case IMemberReferenceOperation { Member: var member } when found.VariableOf(member) is { } variable:
                    if (!Origins.IsPlaceOf(changed, origin) || !found.IsOwn(variable) || Origins.IsLatent(changed))
                        found.Touch(origin, variable);
                    if (changed.Parent is IMethodReferenceOperation)
                        found.Uses.Latent.Add(variable); // when somebody calls it
                    break;
                case IInvocationOperation { TargetMethod: var method } when found.VariableOf(method) is { } function:
                    found.Touch(origin, function);
                    break;
                case IMemberReferenceOperation { Instance: null }:
                    found.Uses.ChangesWorld |= Mutability.IsOfCell(((IMemberReferenceOperation)origin).Member);
                    break;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }
                    or IMemberReferenceOperation { Instance: IInstanceReferenceOperation
                        { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } }:
                    found.Uses.IsSly |= Origins.IsHidden(origin, model);
                    break;
                case ILocalReferenceOperation { Local: var local }:
                    ChangeLocal(changed, origin, local, local.RefKind != RefKind.None, () => Origins.IsFresh(local, compilation));
                    break;
                case IParameterReferenceOperation { Parameter: var parameter }:
                    ChangeLocal(changed, origin, parameter, parameter.RefKind != RefKind.None, () => false);
                    break;
            }

        void ChangeLocal(IOperation changed, IOperation origin, ISymbol symbol, bool isReference, Func<bool> isFresh)
        {
            if (!isReference && Origins.IsPlaceOf(changed, origin))
            {
                found.Uses.IsSly |= Origins.IsCaptured(origin, symbol);
                return;
            }
            if (isReference && symbol is IParameterSymbol && Origins.IsPlaceOf(changed, origin) || isFresh())
                return; // what it is given by reference, the caller touches
            found.Uses.IsSly |= symbol is IParameterSymbol && Origins.IsHidden(origin, model);
            found.Uses.ChangesArguments |= Origins.IsLatent(origin);
            found.Unknown(origin);
        }
    }
}
