using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Measurement;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Moments;

/// <summary>What appearance, behaviour and communication weigh, in points that are brought to one whole.</summary>
public sealed record WeightPoints(int Appearance, int Behaviour, int Communication)
{
    public const int Most = 100;

    /// <summary>Meeting a stranger, as courses on service print it (TRAP-02).</summary>
    public static WeightPoints Stranger { get; } = new(52, 33, 15);

    /// <summary>The same courses, for people in service.</summary>
    public static WeightPoints Service { get; } = new(30, 50, 20);

    public bool IsSound => Appearance is >= 0 and <= Most && Behaviour is >= 0 and <= Most && Communication is >= 0 and <= Most && Appearance + Behaviour + Communication > 0;

    public ImpressionWeights ToWeights() => new(Appearance, Behaviour, Communication);
}

/// <summary>The workspace's weights of a first impression: one set where people meet, one where only messages do. One row; absent means the usual.</summary>
public sealed class ImpressionSettings
{
    public const int TheOne = 1;

    public ImpressionSettings() => Id = TheOne;

    public int Id { get; private init; }
    public int Appearance { get; private set; } = WeightPoints.Service.Appearance;
    public int Behaviour { get; private set; } = WeightPoints.Service.Behaviour;
    public int Communication { get; private set; } = WeightPoints.Service.Communication;
    public int DigitalAppearance { get; private set; } = WeightPoints.Service.Appearance;
    public int DigitalBehaviour { get; private set; } = WeightPoints.Service.Behaviour;
    public int DigitalCommunication { get; private set; } = WeightPoints.Service.Communication;
    public int Version { get; private set; }

    public WeightPoints Person => new(Appearance, Behaviour, Communication);

    /// <summary>Here appearance is layout, speed, spelling and identity of a message.</summary>
    public WeightPoints Digital => new(DigitalAppearance, DigitalBehaviour, DigitalCommunication);

    public ImpressionWeights Of(Touchpoint touchpoint) => (touchpoint.IsDigital ? Digital : Person).ToWeights();

    public void Weigh(WeightPoints person, WeightPoints digital)
    {
        (Appearance, Behaviour, Communication) = (person.Appearance, person.Behaviour, person.Communication);
        (DigitalAppearance, DigitalBehaviour, DigitalCommunication) = (digital.Appearance, digital.Behaviour, digital.Communication);
        Version++;
    }

    internal static async Task<ImpressionSettings> ReadAsync(AppDb db, CancellationToken cancel) => await db.ImpressionSettings.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new();

    internal sealed class Table : IEntityTypeConfiguration<ImpressionSettings>
    {
        public void Configure(EntityTypeBuilder<ImpressionSettings> builder)
        {
            builder.ToTable("impression_settings");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Version).IsConcurrencyToken();
        }
    }
}
