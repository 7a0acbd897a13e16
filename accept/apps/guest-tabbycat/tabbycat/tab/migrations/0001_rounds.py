from django.db import migrations, models


def first_round(apps, _):
    apps.get_model("tab", "Round").objects.create(number=1)


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            "Round",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("number", models.IntegerField()),
                ("released", models.BooleanField(default=False)),
            ],
        ),
        migrations.RunPython(first_round, migrations.RunPython.noop),
    ]
