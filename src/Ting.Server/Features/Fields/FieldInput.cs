using System.Text;
using Ting.Server.Features.Surveys.Editor;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Forms;

namespace Ting.Server.Features.Fields;

/// <summary>A field as its form shows and posts it: options come and go one by one, numbers stay as they were typed.</summary>
public sealed class FieldInput
{
    public FieldKind Kind { get; set; }
    public string Key { get; set; } = "";
    public Wording Names { get; set; } = Wording.None;
    public Wording Help { get; set; } = Wording.None;
    public bool Required { get; set; }
    public string Unit { get; set; } = "";
    public string Least { get; set; } = "";
    public string Most { get; set; } = "";
    public List<FieldOption> Options { get; } = [];
    public int Version { get; set; }

    public bool IsList => Kind is FieldKind.Choice or FieldKind.Choices;

    public static FieldInput New(FieldKind kind)
    {
        var input = new FieldInput { Kind = kind };
        if (input.IsList)
            input.Options.AddRange([new("", Wording.None), new("", Wording.None)]);
        return input;
    }

    internal static FieldInput Of(CustomField field)
    {
        var input = new FieldInput
        {
            Kind = field.Kind,
            Key = field.Key,
            Names = FieldJson.Read<Wording>(field.Names),
            Help = FieldJson.Read<Wording>(field.Help),
            Required = field.Required,
            Unit = field.Unit,
            Least = field.Least is { } least ? FieldReading.Write(least) : "",
            Most = field.Most is { } most ? FieldReading.Write(most) : "",
            Version = field.Version,
        };
        input.Options.AddRange(field.ReadOptions());
        return input;
    }

    internal static FieldInput Read(IFormCollection form)
    {
        var input = new FieldInput
        {
            Kind = Choice.Required<FieldKind>(form["kind"]),
            Key = form["key"].ToString().Trim(),
            Names = WordingFields.Read(form, "names"),
            Help = WordingFields.Read(form, "help"),
            Required = form["required"] == "true",
            Unit = form["unit"].ToString().Trim(),
            Least = form["least"].ToString().Trim(),
            Most = form["most"].ToString().Trim(),
            Version = FormRows.Version(form),
        };
        for (var row = 0; row < SaveField.MostOptions && form.ContainsKey($"o{row}.key"); row++)
            input.Options.Add(new(form[$"o{row}.key"].ToString(), WordingFields.Read(form, $"o{row}"), form[$"o{row}.retired"] == "true"));
        return input;
    }

    /// <summary>What a button of the form asks for besides saving.</summary>
    /// <returns>False when the form is to be saved.</returns>
    public bool Rearrange(string what)
    {
        switch (what.Split('-'))
        {
            case ["add"]:
                if (Options.Count < SaveField.MostOptions)
                    Options.Add(new("", Wording.None));
                return true;
            case ["drop", var row]:
                Options.Drop(row);
                return true;
            case ["up", var row]:
                Options.Raise(row);
                return true;
            default:
                return what is not "save";
        }
    }

    /// <returns>Null when a limit is no number.</returns>
    public SaveField.Request? ToRequest()
    {
        var (least, most) = (Limit(Least), Limit(Most));
        if ((Least.Length > 0 && least is null) || (Most.Length > 0 && most is null))
            return null;

        return new()
        {
            Key = Key,
            Kind = Kind,
            Names = Names,
            Help = Help,
            Required = Required,
            Unit = Unit,
            Least = least,
            Most = most,
            // rows that were added and never filled in are nothing
            Options = [.. Options.Where(it => it.Key.Length > 0 || !it.Name.IsEmpty).Select(it => new SaveField.OptionInput(it.Key, it.Name, it.Retired))],
        };
    }

    private static decimal? Limit(string text) => FieldReading.Number(text.Normalize(NormalizationForm.FormKC)) is { } parts ? (decimal)parts / FieldReading.Parts : null;
}
